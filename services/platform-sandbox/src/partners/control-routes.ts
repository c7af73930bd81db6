import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Partner, partners } from './partner.ts';
import { partnerFaultSchema } from './partner-fault.ts';
import type { ReceivedDelivery } from './partner-log.ts';
import type { PartnerDeps } from './partner-routes.ts';

export type PartnerStates = Readonly<Record<Partner, PartnerDeps>>;

const params = z.object({ partner: z.enum(partners) });
const receivedQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  /** The `seq` of the last one that is known. */
  after: z.coerce.number().int().min(0).default(0),
});

/** What partners received and what is wrong with them, below `/_sandbox/partners`. */
export async function partnerControlRoutes(
  app: FastifyInstance,
  { states }: { readonly states: PartnerStates },
): Promise<void> {
  app.get('/', () => ({
    partners: Object.fromEntries(partners.map((partner) => [partner, summaryOf(states[partner])])),
  }));
  app.delete('/', (_request, reply) => {
    for (const partner of partners) states[partner].log.clear();
    return reply.code(204).send();
  });
  app.get('/:partner/received', (request) => {
    const { limit, after } = receivedQuery.parse(request.query);
    const { log } = states[params.parse(request.params).partner];
    const found = log.list().filter(({ seq }) => seq > after);
    return { received: found.slice(0, limit).map(receivedView), more: found.length > limit };
  });
  app.put('/:partner/fault', (request) => {
    const { fault } = states[params.parse(request.params).partner];
    fault.set(partnerFaultSchema.parse(request.body ?? {}));
    return { fault: faultView(fault.current()) };
  });
  app.delete('/:partner/fault', (request, reply) => {
    states[params.parse(request.params).partner].fault.clear();
    return reply.code(204).send();
  });
}

function summaryOf({ log, fault }: PartnerDeps) {
  const { received, distinct, duplicates, refused, struck, struckAt } = log.counts();
  return {
    received,
    distinct_ids: distinct,
    duplicates,
    refused,
    refused_by_fault: struck,
    refused_by_fault_at: struckAt.map((at) => at.toISOString()),
    fault: faultView(fault.current()),
    by_partition_key: byPartitionKey(log.list()),
  };
}

/** In the order in which they came. */
function byPartitionKey(received: readonly ReceivedDelivery[]) {
  const keys = new Map<string, object[]>();
  for (const { partitionKey, seq, id, type, at, isDuplicate } of received) {
    const known = keys.get(partitionKey ?? '') ?? [];
    known.push({ seq, id, type, received_at: at.toISOString(), duplicate: isDuplicate });
    keys.set(partitionKey ?? '', known);
  }
  return Object.fromEntries(keys);
}

const faultView = (standing: ReturnType<PartnerDeps['fault']['current']>) =>
  standing === null ? null : { ...standing.fault, until: standing.until?.toISOString() ?? null };

const receivedView = (delivery: ReceivedDelivery) => ({
  seq: delivery.seq,
  id: delivery.id,
  type: delivery.type,
  partition_key: delivery.partitionKey,
  received_at: delivery.at.toISOString(),
  duplicate: delivery.isDuplicate,
  headers: delivery.headers,
  body: delivery.body,
});
