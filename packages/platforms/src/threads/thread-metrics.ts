import {
  AccountNotFound,
  type ConnectorCall,
  type Metrics,
  noMetrics,
} from '@viral-scan/contracts';
import { type JsonNode, optionalCounter } from '../answer/json-node.ts';
import { rootOf } from '../meta/graph-answer.ts';
import type { GraphGet } from '../meta/graph-api.ts';
import { lifetimeValue, readInsightRows } from '../meta/insight-rows.ts';

const metric = 'views,likes,replies,reposts,quotes,shares';

/** `GET /{post}/insights`, lifetime totals; null when the post is gone. */
export async function fetchMetrics(
  get: GraphGet,
  postId: string,
  call: ConnectorCall,
): Promise<Metrics | null> {
  const request = { operation: 'insights', path: [postId, 'insights'], parameters: { metric } };
  const answer = await get(request, call);
  if (!answer.ok && answer.error instanceof AccountNotFound) return null;
  if (!answer.ok && answer.meansNoFigures) return noMetrics;
  return parseMetrics(rootOf(answer));
}

/**
 * Replies are the comments. Threads has three ways to pass a post on, which it counts apart: shares
 * here are reposts, quotes and shares together, as far as they are given.
 */
export function parseMetrics(root: JsonNode): Metrics {
  const rows = readInsightRows(root);
  const counter = (name: string): number | null => {
    const row = rows.get(name);
    return row === undefined ? null : optionalCounter(lifetimeValue(row));
  };
  return {
    ...noMetrics,
    views: counter('views'),
    likes: counter('likes'),
    comments: counter('replies'),
    shares: sumOf(['reposts', 'quotes', 'shares'].map(counter)),
  };
}

/** Of what is given; null when nothing is. */
export function sumOf(counts: readonly (number | null)[]): number | null {
  const given = counts.filter((count) => count !== null);
  return given.length === 0 ? null : given.reduce((sum, count) => sum + count, 0);
}
