import type { FastifyInstance } from 'fastify';
import { type FaultList, faultSchema } from './fault-list.ts';

/** Faults on demand for tests, at `/_sandbox/faults`. */
export async function faultRoutes(
  app: FastifyInstance,
  { faults }: { readonly faults: FaultList },
): Promise<void> {
  const view = () => ({ faults: faults.list() });
  app.get('/faults', view);
  app.post('/faults', (request, reply) => {
    faults.add(faultSchema.parse(request.body));
    return reply.code(201).send(view());
  });
  app.delete('/faults', (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
}
