import {
  AccountNotFound,
  type AccountProfile,
  type AccountRef,
  type ConnectorCall,
  InvalidInput,
  splitAccountRef,
  UpstreamRefused,
} from '@viral-scan/contracts';
import { at, broken, type JsonNode, optionalCounter, optionalText } from '../answer/json-node.ts';
import { requiredId } from '../answer/numbers.ts';
import { keepText } from '../caption.ts';
import { rootOf } from '../meta/graph-answer.ts';
import type { GraphGet } from '../meta/graph-api.ts';
import { readInsightRows } from '../meta/insight-rows.ts';

const fields = 'id,username,name';
export const isThreadsId = (id: string): boolean => /^\d{1,25}$/.test(id);

/** The id of `threads:<id>`. */
export function userIdOf(ref: AccountRef): string {
  const { platform, externalId } = splitAccountRef(ref);
  if (platform !== 'threads') throw new InvalidInput('account', 'is not a Threads account');
  if (!isThreadsId(externalId)) {
    throw new AccountNotFound('the account is not named by the id of a Threads profile');
  }
  return externalId;
}

export function requiredThreadsId(node: JsonNode): string {
  const id = requiredId(node);
  if (!isThreadsId(id)) throw broken(node, 'is not an id');
  return id;
}

/** `GET /me`, which does not say how many followers there are. */
export async function fetchProfile(get: GraphGet, call: ConnectorCall): Promise<AccountProfile> {
  const request = { operation: 'me', path: ['me'], parameters: { fields } };
  return parseProfile(rootOf(await get(request, call)));
}

export const parseProfile = (root: JsonNode): AccountProfile => ({
  platform: 'threads',
  externalId: requiredThreadsId(at(root, 'id')),
  origin: null,
  name: keepName(at(root, 'name')),
  handle: keepName(at(root, 'username')),
  followers: null,
  timezone: null,
  source: 'threads-api',
});

export const keepName = (node: JsonNode): string | null => keepText(optionalText(node) ?? '', 300);

/** How many followers there are now: an insight that no date applies to. Null when it is not given. */
export async function fetchFollowers(get: GraphGet, call: ConnectorCall): Promise<number | null> {
  const answer = await get(
    {
      operation: 'threads_insights',
      path: ['me', 'threads_insights'],
      parameters: { metric: 'followers_count' },
    },
    call,
  );
  if (!answer.ok && answer.error instanceof UpstreamRefused) return null;
  return parseFollowers(rootOf(answer));
}

export function parseFollowers(root: JsonNode): number | null {
  const row = readInsightRows(root).get('followers_count');
  return row === undefined ? null : optionalCounter(row.total);
}
