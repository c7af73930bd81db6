export { type BatchOptions, DoorFull, keepInBatches } from './keep-in-batches.ts';
export { forgetInbound, type SettleDeps, settleInbound } from './settle-inbound.ts';
