import type { FastifyInstance } from 'fastify';
import { type PartnerStates, partnerControlRoutes } from './control-routes.ts';
import { createFaultSwitch } from './partner-fault.ts';
import { createPartnerLog } from './partner-log.ts';
import { orchestratorRoutes, type PartnerDeps, viralEngineRoutes } from './partner-routes.ts';

/** Both partners and, below `/_sandbox/partners`, what they received. */
export function registerPartners(app: FastifyInstance, realNow: () => number): PartnerStates {
  const partner = (): PartnerDeps => ({
    log: createPartnerLog(realNow),
    fault: createFaultSwitch(realNow),
  });
  const states = { 'viral-engine': partner(), orchestrator: partner() };
  app.register(viralEngineRoutes, { ...states['viral-engine'], prefix: '/viral-engine' });
  app.register(orchestratorRoutes, { ...states.orchestrator, prefix: '/orchestrator' });
  app.register(partnerControlRoutes, { states, prefix: '/_sandbox/partners' });
  return states;
}
