import type { PartnerStates } from './control-routes.ts';
import { type Partner, partners } from './partner.ts';

/** A partner as people see it, drawn as tables of text. */
export interface PartnerOnPage {
  readonly partner: Partner;
  readonly summary: string;
  /** The last ones first: when, type, partition key, event id, what it told. */
  readonly last: readonly (readonly string[])[];
}

const mostShown = 10;

export const partnersOnPage = (states: PartnerStates): readonly PartnerOnPage[] =>
  partners.map((partner) => {
    const { log, fault } = states[partner];
    const { received, duplicates, refused, struck } = log.counts();
    const wrong = fault.current()?.fault.kind ?? 'nothing';
    return {
      partner,
      summary: `${received} received, ${duplicates} of them duplicates; ${refused} did not fit, ${struck} struck by a fault. Wrong with it at present: ${wrong}.`,
      last: log
        .list()
        .slice(-mostShown)
        .reverse()
        .map(({ at, type, partitionKey, id, isDuplicate, body }) => [
          at.toISOString(),
          type ?? '',
          partitionKey ?? '',
          isDuplicate ? `${id} (again)` : id,
          toldBy(body),
        ]),
    };
  });

const mostText = 120;

function toldBy(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const posts: unknown = Reflect.get(body, 'posts');
  if (Array.isArray(posts)) return `${posts.length} posts`;
  return (JSON.stringify(Reflect.get(body, 'data')) ?? '').slice(0, mostText);
}
