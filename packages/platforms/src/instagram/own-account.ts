import {
  AccountNotFound,
  type AccountProfile,
  type AccountRef,
  type ConnectorCall,
  InvalidInput,
  splitAccountRef,
} from '@viral-scan/contracts';
import { at, broken, type JsonNode, optionalCounter, optionalText } from '../answer/json-node.ts';
import { requiredId } from '../answer/numbers.ts';
import { keepText } from '../caption.ts';
import { rootOf } from '../meta/graph-answer.ts';
import type { GraphGet } from '../meta/graph-api.ts';
import type { Door } from './deps.ts';

const fields = 'username,name,followers_count';
/** How all objects of Meta are named. */
export const isGraphId = (id: string): boolean => /^\d{1,25}$/.test(id);

/** The professional account's id of `instagram:<id>`: what webhooks and Pages name it by. */
export function accountIdOf(ref: AccountRef): string {
  const { platform, externalId } = splitAccountRef(ref);
  if (platform !== 'instagram') throw new InvalidInput('account', 'is not an Instagram account');
  if (!isGraphId(externalId)) {
    throw new AccountNotFound('the account is not named by the id of a professional account');
  }
  return externalId;
}

export function requiredGraphId(node: JsonNode): string {
  const id = requiredId(node);
  if (!isGraphId(id)) throw broken(node, 'is not an id');
  return id;
}

/** The account of an answer; `idField` is where the professional account's id stands. */
export const parseAccount = (
  root: JsonNode,
  door: Door,
  idField: 'id' | 'user_id',
): AccountProfile => ({
  platform: 'instagram',
  externalId: requiredGraphId(at(root, idField)),
  origin: null,
  name: keepName(at(root, 'name')),
  handle: keepName(at(root, 'username')),
  followers: optionalCounter(at(root, 'followers_count')),
  timezone: null,
  source: `${door}-api`,
});

/** `GET /me` of Instagram Login, whose `id` is only the app's name for the user. */
export async function fetchLoginAccount(
  get: GraphGet,
  call: ConnectorCall,
): Promise<{ readonly profile: AccountProfile; readonly appScopedId: string }> {
  const parameters = { fields: `user_id,${fields}` };
  const root = rootOf(await get({ operation: 'account', path: ['me'], parameters }, call));
  return {
    profile: parseAccount(root, 'instagram-login', 'user_id'),
    appScopedId: requiredGraphId(at(root, 'id')),
  };
}

/** `GET /{ig-user}` behind Facebook Login. */
export async function fetchPageAccount(
  get: GraphGet,
  id: string,
  call: ConnectorCall,
): Promise<AccountProfile> {
  const parameters = { fields: `id,${fields}` };
  const root = rootOf(await get({ operation: 'account', path: [id], parameters }, call));
  return parseAccount(root, 'instagram-facebook', 'id');
}

const keepName = (node: JsonNode): string | null => keepText(optionalText(node) ?? '', 300);
