import type { AccountRef, ConnectorCall } from '@viral-scan/contracts';
import { at, type JsonNode } from '../answer/json-node.ts';
import { rootOf } from '../meta/graph-answer.ts';
import type { GraphGet } from '../meta/graph-api.ts';
import { type PublishingQuota, parseQuota, publishingLimitOf } from '../meta/publishing-quota.ts';
import { userIdOf } from './profile.ts';

/** How much the profile has published through the API. */
export interface ThreadsPublishingLimit {
  readonly posts: PublishingQuota;
  /** Null where it is not told. */
  readonly replies: PublishingQuota | null;
}

/** `GET /me/threads_publishing_limit`, under the scope of publishing. */
export async function fetchPublishingLimit(
  get: GraphGet,
  ref: AccountRef,
  call: ConnectorCall,
): Promise<ThreadsPublishingLimit> {
  userIdOf(ref);
  const operation = 'threads_publishing_limit';
  const parameters = { fields: 'quota_usage,config,reply_quota_usage,reply_config' };
  return parsePublishingLimit(
    rootOf(await get({ operation, path: ['me', operation], parameters }, call)),
  );
}

export function parsePublishingLimit(root: JsonNode): ThreadsPublishingLimit {
  const row = publishingLimitOf(root);
  const tellsReplies = (at(row, 'reply_config').value ?? null) !== null;
  return { posts: parseQuota(row), replies: tellsReplies ? parseQuota(row, 'reply_') : null };
}
