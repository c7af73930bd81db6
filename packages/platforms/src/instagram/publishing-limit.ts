import type { AccountRef, ConnectorCall } from '@viral-scan/contracts';
import type { JsonNode } from '../answer/json-node.ts';
import { rootOf } from '../meta/graph-answer.ts';
import type { GraphGet } from '../meta/graph-api.ts';
import { type PublishingQuota, parseQuota, publishingLimitOf } from '../meta/publishing-quota.ts';
import { accountIdOf } from './own-account.ts';

/** How much the account has published through the API. */
export interface InstagramPublishingLimit {
  readonly posts: PublishingQuota;
}

/** `{ig-user}/content_publishing_limit`, under the scope of publishing. */
export async function fetchPublishingLimit(
  get: GraphGet,
  ref: AccountRef,
  call: ConnectorCall,
): Promise<InstagramPublishingLimit> {
  const operation = 'content_publishing_limit';
  const path = [accountIdOf(ref), operation];
  const parameters = { fields: 'config,quota_usage' };
  return parsePublishingLimit(rootOf(await get({ operation, path, parameters }, call)));
}

/** The total is read, not known: Meta has changed it before. */
export const parsePublishingLimit = (root: JsonNode): InstagramPublishingLimit => ({
  posts: parseQuota(publishingLimitOf(root)),
});
