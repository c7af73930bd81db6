export { type AccessTokensDeps, accessTokens } from './access-tokens.ts';
export {
  authorizationLifetimeMs,
  type BegunConnection,
  beginConnection,
  type ConnectionWish,
  redirectUriOf,
} from './begin-connection.ts';
export type { ConnectDeps } from './connect-deps.ts';
export { type DisconnectedAccount, disconnectAccount } from './disconnect-account.ts';
export {
  type ConnectRefusal,
  type FinishedConnection,
  finishConnection,
  type PlatformReturn,
} from './finish-connection.ts';
export { handInTokens } from './hand-in-tokens.ts';
export { findOwnAccount, listOwnAccounts, type OwnAccountView } from './own-accounts.ts';
export { flowIdOf } from './state.ts';
