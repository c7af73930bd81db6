import {
  type Connector,
  type ConnectorCall,
  DomainError,
  type KnownPost,
  platformApis,
  RateLimited,
  ReauthorizationRequired,
  UpstreamContractBroken,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type ConnectorSession,
  connectorSession,
  declaredBy,
  subject,
} from './connector-session.ts';
import type { ConnectorUnderTest, Refusal } from './connector-under-test.ts';

const captionCanary = 'caption-canary-5e1f';

/** Faults that every platform has, whatever its own words for errors are. */
const commonRefusals: readonly Refusal[] = [
  refusal('HTML for JSON', 200, `<html>${captionCanary}`, UpstreamContractBroken),
  refusal('a body that breaks off', 200, `{"data":{"x":"${captionCanary}`, UpstreamContractBroken),
  refusal('an empty body', 200, '', UpstreamContractBroken),
  refusal('a list for an object', 200, `["${captionCanary}"]`, UpstreamContractBroken),
  refusal('a text for an object', 200, `"${captionCanary}"`, UpstreamContractBroken),
  refusal('a failing server', 500, captionCanary, UpstreamUnavailable),
  refusal('a bad gateway in HTML', 502, `<html>${captionCanary}`, UpstreamUnavailable),
  refusal('429 without a word', 429, '', RateLimited),
];

interface Method {
  readonly name: string;
  readonly run: (
    connector: Connector,
    call: ConnectorCall,
    under: ConnectorUnderTest,
  ) => Promise<unknown> | undefined;
}

/** Every method once. */
const methods: readonly Method[] = [
  { name: 'fetchAccount', run: (connector, call, { ref }) => connector.fetchAccount(ref, call) },
  {
    name: 'fetchPostsPage',
    run: async (connector, call, under) => {
      const working = under.connect(async (request) => under.answer(request));
      const withToken = { ...call, accessToken: under.accessToken };
      const { cursor } = await working.fetchAccount(under.ref, withToken);
      return connector.fetchPostsPage({ cursor, since: new Date(0) }, call);
    },
  },
  {
    name: 'fetchPosts',
    run: (connector, call, { ref, postIds }) =>
      connector.fetchPosts({ ref, ids: postIds.slice(0, 1) }, call),
  },
  {
    name: 'fetchInsights',
    run: (connector, call, under) =>
      connector.fetchInsights?.({ ref: under.ref, posts: [aPost(under)] }, call),
  },
  {
    name: 'fetchAccountDays',
    run: (connector, call, { ref }) =>
      connector.fetchAccountDays?.({ ref, from: '2026-08-01', to: '2026-08-07' }, call),
  },
];

/** Registers what every call of a connector promises: its count, its token, its errors. */
export function connectorCallsConformance(name: string, open: () => ConnectorUnderTest): void {
  const declared = declaredBy(open);
  const offered = methods
    .filter((method) => declared[method.name as keyof Connector] !== null)
    .map((method) => [method.name, method] as const);

  describe(`every call of ${name}`, () => {
    let under: ConnectorSession['under'];
    let connector: ConnectorSession['connector'];
    let call: ConnectorSession['call'];
    let asked: ConnectorSession['asked'];
    beforeEach(() => {
      ({ under, connector, call, asked } = connectorSession(open));
    });

    it.each(offered)('in %s is counted for its API, operation and subject', async (_, method) => {
      await method.run(connector, call, under);
      expect(asked.length).toBeGreaterThan(0);
      for (const { api, operation, units, onBehalfOf, signal } of asked) {
        expect(platformApis).toContain(api);
        expect(operation).toMatch(/^[a-z][A-Za-z/._]+$/);
        expect(Number.isInteger(units) && units >= 0).toBe(true);
        expect(onBehalfOf).toBe(subject);
        expect(signal).toBe(call.signal);
      }
    });

    const withGrant = declared.grant === null ? [] : offered;
    it.each(withGrant)('in %s carries the token in a header only', async (_, method) => {
      await method.run(connector, call, under);
      for (const { url, headers, body } of asked) {
        expect(`${decodeURIComponent(url.href)} ${body}`).not.toContain(under.accessToken);
        expect(JSON.stringify(headers)).toContain(under.accessToken);
      }
    });

    it.each(withGrant)('in %s needs a token', async (_, method) => {
      const failed = method.run(connector, { ...call, accessToken: null }, under);
      await expect(failed).rejects.toBeInstanceOf(ReauthorizationRequired);
      expect(asked).toEqual([]);
    });

    it.each(offered)('in %s passes on what our own network says', async (_, method) => {
      const paced = new RateLimited('our own pace', 1_000);
      const failing = under.connect(() => Promise.reject(paced));
      await expect(method.run(failing, call, under)).rejects.toBe(paced);
    });

    const refused = [...commonRefusals, ...open().refusals].flatMap((each) =>
      offered.map(([, method]) => [each.name, method.name, each, method] as const),
    );
    it.each(refused)('turns %s into its domain error in %s, without secrets', async (...row) => {
      const [, , { answer, error: expected }, method] = row;
      const failing = under.connect(async () => answer);
      const error: unknown = await Promise.resolve(method.run(failing, call, under)).catch(
        (caught: unknown) => caught,
      );
      if (!(error instanceof DomainError)) throw new Error('no domain error', { cause: error });
      expect(error.name).toBe(expected.name);
      const told = [error.stack, JSON.stringify(error), String(error.cause)].join();
      for (const secret of [under.accessToken, captionCanary, ...under.secrets]) {
        if (secret !== null) expect(told).not.toContain(secret);
      }
    });
  });
}

const aPost = ({ postIds }: ConnectorUnderTest): KnownPost => ({
  externalId: postIds[0] ?? '',
  publishedAt: new Date('2026-08-01T00:00:00Z'),
  durationSeconds: 60,
});

function refusal(name: string, status: number, text: string, error: Refusal['error']): Refusal {
  return { name, answer: { status, headers: {}, text }, error };
}
