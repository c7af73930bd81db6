export { type Announcements, type DeliveringDeps, deliverOutbound } from './deliver-outbound.ts';
export { forgetOutbound } from './forget-outbound.ts';
export type { DeliveryOutcome } from './send-delivery.ts';
