import {
  AccountNotFound,
  type AccountProfile,
  type AccountRef,
  type ConnectorCall,
  CursorExpired,
  InvalidInput,
  ReauthorizationRequired,
  splitAccountRef,
  UpstreamRefused,
} from '@viral-scan/contracts';
import type { JsonNode } from '../answer/json-node.ts';
import type { GraphGet, GraphRequest } from '../meta/graph-api.ts';
import {
  type FoundPage,
  parseFound,
  parsePublicProfile,
  profileLookup,
  profilePosts,
} from './discovery.ts';

const badParameter = 100;
/** `reauthorization_required` for one of these is no dead grant: that of an own account stays good. */
const isLackOfPermission = (code: number): boolean => code === 10 || (code >= 200 && code <= 299);

/**
 * The username of `threads:<username>`, as it stands there.
 *
 * @throws InvalidInput, AccountNotFound
 */
export function usernameIn(ref: AccountRef): string {
  const { platform, externalId } = splitAccountRef(ref);
  if (platform !== 'threads') throw new InvalidInput('account', 'is not a Threads account');
  if (!isUsername(externalId)) {
    throw new AccountNotFound('the account is not named by the username of a Threads profile');
  }
  return externalId;
}
const isUsername = (name: string): boolean => /^@?[\w.]{1,100}$/.test(name);

/** `GET /profile_lookup`. */
export async function fetchPublicProfile(
  get: GraphGet,
  username: string,
  call: ConnectorCall,
): Promise<AccountProfile> {
  const found = parsePublicProfile(await ask(get, profileLookup(username), call));
  return {
    platform: 'threads',
    externalId: username,
    origin: null,
    name: found.name,
    handle: found.username,
    followers: found.followers,
    timezone: null,
    source: 'threads-api',
  };
}

export interface PublicPlace {
  readonly username: string;
  /** Null at the start. */
  readonly after: string | null;
}

/** `GET /profile_posts`: what the profile itself has published, each once. */
export async function fetchPublicPage(
  get: GraphGet,
  { username, after }: PublicPlace,
  call: ConnectorCall,
): Promise<FoundPage> {
  const root = await ask(get, profilePosts(username, after), call);
  const { threads, nextCursor } = parseFound(root, after);
  const own = threads.filter(
    (thread) => !thread.isReply && (thread.username === null || isSame(thread.username, username)),
  );
  const byId = new Map(own.map((thread) => [thread.post.externalId, thread]));
  return { threads: [...byId.values()], nextCursor };
}

const isSame = (one: string, other: string): boolean =>
  one.toLowerCase() === other.replace(/^@/, '').toLowerCase();

/**
 * @throws AccountNotFound where a profile cannot be looked up, CursorExpired where its first page
 *   could be
 */
async function ask(get: GraphGet, request: GraphRequest, call: ConnectorCall): Promise<JsonNode> {
  const answer = await get(request, call);
  if (answer.ok) return answer.root;
  const { code, error } = answer;
  if (error instanceof ReauthorizationRequired && isLackOfPermission(code)) {
    const message = `${error.message}: profiles of others are shown to accounts that granted threads_profile_discovery, to applications that Meta has reviewed for it`;
    throw new UpstreamRefused(message, { cause: error });
  }
  if (code !== badParameter || !(error instanceof UpstreamRefused)) throw error;
  if (request.parameters.after !== undefined) {
    throw new CursorExpired(`${error.message}: the cursor is no longer understood`);
  }
  const message =
    'Threads shows no profile of this name: there is none, it is private, or it has too few followers';
  throw new AccountNotFound(message, { cause: error });
}

export const writePublicPlace = ({ username, after }: PublicPlace): string =>
  JSON.stringify(['profile', username, after]);

/** @throws CursorExpired */
export function readPublicPlace(cursor: string): PublicPlace {
  try {
    const [kind, username, after] = JSON.parse(cursor) as unknown[];
    const isName = typeof username === 'string' && isUsername(username);
    if (kind === 'profile' && isName && (after === null || typeof after === 'string')) {
      return { username, after };
    }
  } catch {
    // Falls through: one answer for every unreadable cursor.
  }
  throw new CursorExpired('the cursor is none of a public Threads profile');
}
