import type { InstagramAccount, InstagramMedia, InstagramWorld } from '@viral-scan/worlds';
import type { GraphCall } from '../meta/graph-call.ts';
import { noSuchObject } from '../meta/graph-error.ts';
import { requireScopes } from '../meta/require-scopes.ts';
import { currentStory } from './story.ts';

/** Which of the two logins a call came through: each has scopes and ids of its own. */
export type Door = 'instagram-login' | 'instagram-facebook';

export interface InstagramCall extends GraphCall {
  readonly door: Door;
  readonly instagram: InstagramWorld;
  readonly oddPages: boolean;
}

const basic: Readonly<Record<Door, readonly string[]>> = {
  'instagram-login': ['instagram_business_basic'],
  'instagram-facebook': ['instagram_basic', 'pages_read_engagement'],
};
const insights: Readonly<Record<Door, string>> = {
  'instagram-login': 'instagram_business_manage_insights',
  'instagram-facebook': 'instagram_manage_insights',
};

export const requireBasic = (call: InstagramCall): void => requireScopes(call, basic[call.door]);
export const requireInsights = (call: InstagramCall): void =>
  requireScopes(call, [...basic[call.door], insights[call.door]]);

/** The account of the token, when that is what the node names. */
export function ownAccount(call: InstagramCall): InstagramAccount | null {
  const { node, door, grant, instagram } = call;
  const account = instagram.accounts.find(({ id }) => id === grant.accountId);
  if (account === undefined) return null;
  const isNamed =
    node === account.id ||
    (door === 'instagram-login' && ['me', account.appScopedId].includes(node));
  return isNamed ? account : null;
}

/** A medium of the token's account: another's cannot be seen by its id. */
export function ownMedia(call: InstagramCall): InstagramMedia | 'story' {
  const { node, at, grant, instagram } = call;
  const media = instagram.media(node, at);
  if (media !== null && media.accountId === grant.accountId) return media;
  if (currentStory(grant.accountId, at).id === node) return 'story';
  throw noSuchObject(node);
}
