import type { AnalysisAccount, Evidence } from '@viral-scan/contracts';

/** Why there is no retention at all. */
export function dropOffReason(
  own: readonly Pick<AnalysisAccount, 'accountId' | 'name' | 'notOffered'>[],
): string {
  const told = own.flatMap(({ accountId, name, notOffered }) =>
    notOffered?.retention === undefined
      ? []
      : [{ account: name ?? accountId, reason: notOffered.retention }],
  );
  return told.length === 0
    ? 'no post has a retention curve: no source of these accounts gave one'
    : `no post has a retention curve: ${joinReasons(told, '')}`;
}

export const counted = (count: number, one: string, more = `${one}s`): string =>
  `${count} ${count === 1 ? one : more}`;

export const totalOf = <T>(items: readonly T[], countOf: (item: T) => number): number =>
  items.reduce((sum, item) => sum + countOf(item), 0);

export const evidence = (
  sufficient: boolean,
  reason: string,
  posts: number,
  postsNeeded: number | null,
): Evidence => ({
  status: sufficient ? 'sufficient' : 'insufficient',
  reason,
  posts,
  posts_needed: postsNeeded,
});

/** One sentence of several accounts': told apart by name when there is more than one. */
export function joinReasons(
  reasons: readonly { readonly account: string; readonly reason: string }[],
  none: string,
): string {
  const told = 5;
  const first = reasons[0];
  if (first === undefined) return none;
  if (reasons.length === 1) return first.reason;
  const shown = reasons.slice(0, told).map(({ account, reason }) => `${account}: ${reason}`);
  const more = reasons.length - told;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more accounts` : ''}`;
}
