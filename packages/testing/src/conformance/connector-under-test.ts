import type {
  AccountRef,
  Connector,
  DomainError,
  PlatformAnswer,
  PlatformHttp,
  PlatformRequest,
} from '@viral-scan/contracts';

/** A connector and the platform that the test plays for it. */
export interface ConnectorUnderTest {
  connect(http: PlatformHttp): Connector;
  /** Plays the platform: the account `ref` with at least four posts on at least two pages. */
  answer(request: PlatformRequest): PlatformAnswer | Promise<PlatformAnswer>;
  readonly ref: AccountRef;
  /** Well-formed, and not there; for a connector with a grant: not the grantee's. */
  readonly foreignRef: AccountRef;
  /** What the listing gives of `ref`, newest first, whole. */
  readonly postIds: readonly string[];
  /** Such an id as the platform has, of no post of `ref`. */
  readonly foreignPostId: string;
  /** Null for a connector without a grant. */
  readonly accessToken: string | null;
  /** What else must show in no error text: keys, client secrets. */
  readonly secrets: readonly string[];
  /** Answers in the platform's own way to any call, and what they become. */
  readonly refusals: readonly Refusal[];
}

export interface Refusal {
  readonly name: string;
  readonly answer: PlatformAnswer;
  readonly error: abstract new (...parameters: never[]) => DomainError;
}
