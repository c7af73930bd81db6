import type { World } from '@viral-scan/worlds';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FaultList } from '../faults/fault-list.ts';
import { queryOf } from '../form.ts';
import type { Limits } from '../limits/limits.ts';
import type { OauthClient } from '../oauth/clients.ts';
import type { PartnerStates } from '../partners/control-routes.ts';
import { partnersOnPage } from '../partners/partners-on-page.ts';
import type { WorldClock } from '../world-clock.ts';
import { callbackPage } from './callback-page.ts';
import { indexPage } from './index-page.ts';

export interface PageDeps {
  readonly world: World;
  readonly clock: WorldClock;
  readonly faults: FaultList;
  readonly limits: Limits;
  readonly client: OauthClient;
  readonly partners: PartnerStates;
}

const html = 'text/html; charset=utf-8';
const originOf = ({ host }: FastifyRequest): string => `http://${host}`;

/** Pages for people. */
export async function pageRoutes(app: FastifyInstance, deps: PageDeps): Promise<void> {
  const { world, clock, faults, limits, client, partners } = deps;
  app.get('/', (request, reply) =>
    reply.type(html).send(
      indexPage({
        world,
        client,
        now: clock.now(),
        faults: faults.list(),
        limits: limits.rules(),
        partners: partnersOnPage(partners),
        origin: originOf(request),
      }),
    ),
  );
  app.get('/_sandbox/callback', (request, reply) =>
    reply.type(html).send(callbackPage(originOf(request), client, queryOf(request))),
  );
}
