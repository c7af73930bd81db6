import type { Destination, OutboundDelivery } from '@viral-scan/contracts';
import type { Partner, PartnerOptions } from './partner.ts';
import { readAnswer } from './read-answer.ts';

export interface PartnerMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function createPartner<Name extends Destination>(
  name: Name,
  path: string,
  { baseUrl, token, http, openForMs }: PartnerOptions,
  write: (delivery: OutboundDelivery) => PartnerMessage,
): Partner<Name> {
  const url = new URL(`${baseUrl}${path}`);
  return {
    name,
    restsForMs: () => openForMs?.(url) ?? 0,
    async send(delivery, { signal }) {
      const { headers, body } = write(delivery);
      const { traceparent } = delivery.event;
      const answer = await http({
        method: 'POST',
        url,
        headers: {
          ...headers,
          accept: 'application/json',
          ...(traceparent !== undefined && { traceparent }),
          ...(token !== null && { authorization: `Bearer ${token}` }),
        },
        body,
        signal,
      });
      readAnswer(name, answer);
    },
  };
}
