import { at, broken, type JsonNode, optionalCounter } from '../answer/json-node.ts';
import { listOf } from './paging.ts';

/** Of `total` publications within any `perSeconds`, so many are `used`. */
export interface PublishingQuota {
  readonly used: number;
  readonly total: number;
  readonly perSeconds: number;
}

/** The one row of a `…_publishing_limit` answer. */
export function publishingLimitOf(root: JsonNode): JsonNode {
  const [row] = listOf(root);
  if (row === undefined) throw broken(at(root, 'data'), 'is empty');
  return row;
}

/** `{quota_usage, config: {quota_total, quota_duration}}`; `kind` stands before those names. */
export function parseQuota(row: JsonNode, kind: '' | 'reply_' = ''): PublishingQuota {
  const config = at(row, `${kind}config`);
  return {
    used: requiredCounter(at(row, `${kind}quota_usage`)),
    total: requiredCounter(at(config, 'quota_total')),
    perSeconds: requiredCounter(at(config, 'quota_duration')),
  };
}

function requiredCounter(node: JsonNode): number {
  const count = optionalCounter(node);
  if (count === null) throw broken(node, 'is missing');
  return count;
}
