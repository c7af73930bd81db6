import {
  AccessTokenRejected,
  AccountNotFound,
  AddressForbidden,
  BeingErased,
  CursorExpired,
  type DomainError,
  InvalidInput,
  NotFound,
  PlatformNotConfigured,
  QuotaExhausted,
  RateLimited,
  ReauthorizationRequired,
  StepLost,
  UnreadableFile,
  UpstreamContractBroken,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';

type ErrorClass<E extends DomainError> = abstract new (...args: never[]) => E;
interface Consequence {
  readonly errorClass: ErrorClass<DomainError>;
  readonly tell: (error: DomainError) => string;
}

const when = <E extends DomainError>(
  errorClass: ErrorClass<E>,
  tell: string | ((error: E) => string),
): Consequence => ({
  errorClass,
  tell: (error) =>
    typeof tell === 'string' ? tell : error instanceof errorClass ? tell(error) : '',
});

/** What the docblocks of the errors, the queue's rules and the use cases make of each, in words. */
export const consequences: readonly Consequence[] = [
  when(InvalidInput, ({ field }) =>
    field === 'request'
      ? 'nothing: no connector makes this call, so its answer never comes'
      : `not retried; the caller is told that ${field} is wrong`,
  ),
  when(NotFound, 'not retried; the caller is told that there is no such thing'),
  when(
    RateLimited,
    ({ retryAfterMs, scope }) =>
      `retried after ${seconds(retryAfterMs)} s without costing an attempt; until then no call of the same ${scope} is made`,
  ),
  when(
    QuotaExhausted,
    ({ resetsAt }) =>
      `not retried before ${resetsAt.toISOString()}; the step ends partial and keeps what was collected`,
  ),
  when(
    UpstreamRefused,
    'not retried; the source is unavailable, or partial where posts were collected before, with this reason',
  ),
  when(
    AccessTokenRejected,
    'the grant is refreshed and the call made once more; refused again, the account must be connected again',
  ),
  when(
    ReauthorizationRequired,
    'not retried; the account is marked and its user asked to connect it again, the scan goes on without it and ends partial',
  ),
  when(BeingErased, 'nothing: all that is stored of the user, or of this account, is being erased'),
  when(PlatformNotConfigured, 'not retried; an operator must configure the login of this platform'),
  when(AccountNotFound, 'not retried; the source is unavailable'),
  when(
    UpstreamUnavailable,
    'retried with back-off and jitter; after the last attempt the source is partial or unavailable',
  ),
  when(UpstreamContractBroken, 'retried once; broken again, the source is partial or unavailable'),
  when(CursorExpired, 'the listing starts again from its beginning, once'),
  when(AddressForbidden, 'not retried; the address is never called'),
  when(StepLost, 'nothing: another worker has the step, this one writes and reports no more'),
  when(UnreadableFile, 'not retried; the import is rolled back as a whole'),
];

/** @throws Error for a class that the table lacks */
export function whatHappensNext(error: DomainError): string {
  const found = consequences.find(({ errorClass }) => error instanceof errorClass);
  if (found === undefined) throw new Error(`nobody knows what happens after ${error.name}`);
  return found.tell(error);
}

/** As the queue keeps it: from a second to an hour, whatever an upstream asks for. */
const seconds = (retryAfterMs: number): number =>
  Math.ceil(Math.min(3_600_000, Math.max(1_000, retryAfterMs)) / 1_000);
