import type {
  CollectedPost,
  Connector,
  ConnectorCall,
  PlatformRequest,
  PostsPage,
} from '@viral-scan/contracts';
import { expect } from 'vitest';
import type { ConnectorUnderTest } from './connector-under-test.ts';

export const subject = 'c0ffee00-0000-4000-8000-000000000001';
export const everSince = new Date(0);
const maxPages = 50;

/** A connector with its platform, and what it asked there. */
export interface ConnectorSession {
  readonly under: ConnectorUnderTest;
  readonly connector: Connector;
  readonly call: ConnectorCall;
  /** Every request so far. */
  readonly asked: PlatformRequest[];
  /** Another connector to the same platform, as of another process. */
  reconnect(): Connector;
  /** The whole listing. */
  listAll(since?: Date): Promise<{ pages: PostsPage[]; posts: CollectedPost[] }>;
}

/** What a connector says of itself, before anything is asked. */
export const declaredBy = (open: () => ConnectorUnderTest): Connector =>
  open().connect(() => Promise.reject(new Error('nobody asks yet')));

export function connectorSession(open: () => ConnectorUnderTest): ConnectorSession {
  const under = open();
  const asked: PlatformRequest[] = [];
  const reconnect = () =>
    under.connect(async (request) => {
      asked.push(request);
      return under.answer(request);
    });
  const connector = reconnect();
  const { signal } = new AbortController();
  const call = { signal, onBehalfOf: subject, accessToken: under.accessToken };

  const listAll = async (since = everSince) => {
    const pages: PostsPage[] = [];
    let { cursor }: { cursor: string | null } = await connector.fetchAccount(under.ref, call);
    while (cursor !== null && pages.length < maxPages) {
      const page: PostsPage = await connector.fetchPostsPage({ cursor, since }, call);
      pages.push(page);
      cursor = page.nextCursor;
    }
    expect(cursor).toBeNull();
    return { pages, posts: pages.flatMap(({ posts }) => posts) };
  };
  return { under, connector, call, asked, reconnect, listAll };
}

export const idsOf = (posts: readonly CollectedPost[]): string[] =>
  posts.map(({ post }) => post.externalId);
