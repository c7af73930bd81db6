export { createOrchestratorClient, type OrchestratorClient } from './orchestrator.ts';
export type { PartnerOptions } from './partner.ts';
export { createViralEngineClient, type ViralEngineClient } from './viral-engine.ts';
