import { badParameter, unknownPath } from '../meta/graph-error.ts';
import { checkParameters, readNames } from '../meta/parameters.ts';
import { type InstagramCall, requireBasic } from './instagram-call.ts';

const knownFields = [
  'comments',
  'live_comments',
  'mentions',
  'messages',
  'message_reactions',
  'messaging_postbacks',
  'messaging_referral',
  'messaging_seen',
  'story_insights',
];

/** What each app wants to be told of each account. Forgotten with the sandbox. */
export type Subscriptions = Map<string, readonly string[]>;

/** `/{ig-user}/subscribed_apps`: GET tells, POST with `subscribed_fields` sets, DELETE ends. */
export function subscribedApps(subscriptions: Subscriptions, call: InstagramCall): object {
  requireBasic(call);
  const { method, query, grant, door } = call;
  const key = `${grant.clientId} ${grant.accountId}`;
  checkParameters(query, ['subscribed_fields']);
  switch (method) {
    case 'GET': {
      const fields = subscriptions.get(key);
      return {
        data: fields === undefined ? [] : [{ id: grant.clientId, subscribed_fields: fields }],
      };
    }
    case 'POST': {
      const fields = readNames(query, 'subscribed_fields', knownFields);
      if (door === 'instagram-login' && fields.includes('story_insights')) {
        throw badParameter('story_insights is not available with Instagram Login');
      }
      subscriptions.set(key, fields);
      return { success: true };
    }
    case 'DELETE':
      return { success: subscriptions.delete(key) };
    default:
      throw unknownPath('subscribed_apps');
  }
}
