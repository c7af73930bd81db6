import type { PlatformApi } from '@viral-scan/contracts';

/** One call of Meta, as error texts name it. */
export interface GraphCall {
  /** Whose answer it is, in words. */
  readonly platform: 'Instagram' | 'Facebook' | 'Threads';
  /** Null of logins, whose calls no budget counts. */
  readonly api: PlatformApi | null;
  /** Such as `media/insights`: never a path with ids, never a query. */
  readonly operation: string;
}

/** What Meta's support asks for, as its answers give it; whatever else stands there is not repeated. */
/** Meta's have up to 23 characters; what has 30 and more may be a secret that is quoted as one. */
const traceId = /^[\w-]{5,24}$/;

/** `Instagram answered 190/463 to media (trace A…)`; Meta's message may hold anything and is left out. */
export function describeGraphAnswer(
  { platform, operation }: GraphCall,
  what: string | number,
  trace: unknown,
): string {
  const said = `${platform} answered ${what} to ${operation}`;
  return typeof trace === 'string' && traceId.test(trace) ? `${said} (trace ${trace})` : said;
}
