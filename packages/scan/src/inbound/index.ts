export { type BatchOptions, DoorFull, keepInBatches } from './keep-in-batches.ts';
export { keepSubscribed, type SubscribingDeps } from './keep-subscribed.ts';
export { type DeletionDeps, requestDeletion } from './request-deletion.ts';
export { forgetInbound, type SettleDeps, settleInbound } from './settle-inbound.ts';
export { websubSecret } from './websub-secret.ts';
