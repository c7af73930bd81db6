export type { BreakerChange, BreakerState } from './circuit-breaker.ts';
export {
  createEgress,
  type Egress,
  type EgressCall,
  type EgressOptions,
  type EgressRequest,
  type EgressResponse,
} from './egress.ts';
export { isPublicAddress } from './public-address.ts';
