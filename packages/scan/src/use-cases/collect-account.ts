import {
  AccountNotFound,
  type AccountRef,
  type Checkpoint,
  type Connector,
  type Coverage,
  DomainError,
  isUnmeasured,
  type KnownAccount,
  type Platform,
  RateLimited,
  type Role,
  type StepId,
  StepLost,
  type StepStart,
  type SubjectKey,
  splitAccountRef,
  UpstreamContractBroken,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { whileAlive } from '../heartbeat.ts';
import type { Clock } from '../ports/clock.ts';
import type { StepRepository } from '../ports/steps.ts';
import { readingStart, windowOf } from '../window.ts';

/** A step that was started this often is poison: it ends, and says so. */
export const maxStarts = 20;

export interface CollectDeps {
  readonly steps: StepRepository;
  readonly connectors: ReadonlyMap<Platform, Connector>;
  readonly clock: Clock;
}

export interface CollectCall {
  readonly signal: AbortSignal;
  /** From 1. */
  readonly attempt: number;
  /** No retry will follow: the step has to end with what there is. */
  readonly isLastAttempt: boolean;
}

export interface CollectOutcome {
  readonly outcome: 'completed' | 'failed' | 'nothing_to_do';
  readonly accountRef: AccountRef | null;
  readonly platform: Platform | null;
  readonly postsFound: number;
  readonly errorCode: string | null;
}

type Started = Extract<StepStart, { outcome: 'started' }>;

/**
 * Reads one account page by page; every page is a checkpoint, so that a killed worker goes on at
 * the page. Errors that no retry can mend end the step with its reason; the others are thrown.
 */
export async function collectAccount(
  deps: CollectDeps,
  subject: SubjectKey,
  stepId: StepId,
  call: CollectCall,
): Promise<CollectOutcome> {
  const start = await deps.steps.start(subject, stepId);
  if (start.outcome === 'nothing_to_do' || start.step.accountRef === null) {
    return {
      outcome: 'nothing_to_do',
      accountRef: null,
      platform: null,
      postsFound: 0,
      errorCode: null,
    };
  }
  await deps.clock.refresh();
  const collection = new AccountCollection(deps, subject, start, start.step.accountRef);
  return whileAlive(deps.steps, subject, start.lease, call.signal, (signal) =>
    collection.run({ ...call, signal }),
  );
}

class AccountCollection {
  readonly #deps: CollectDeps;
  readonly #subject: SubjectKey;
  readonly #start: Started;
  readonly #ref: AccountRef;
  readonly #platform: Platform;
  readonly #role: Role;
  #accountId: string | null;
  #posts: number;
  #postsWithoutMetrics: number;

  constructor(deps: CollectDeps, subject: SubjectKey, start: Started, ref: AccountRef) {
    this.#deps = deps;
    this.#subject = subject;
    this.#start = start;
    this.#ref = ref;
    this.#platform = splitAccountRef(ref).platform ?? 'file';
    this.#role = start.step.role ?? 'competitor';
    this.#accountId = start.checkpoint?.accountId ?? null;
    this.#posts = start.step.posts;
    this.#postsWithoutMetrics = start.checkpoint?.postsWithoutMetrics ?? 0;
  }

  async run(call: CollectCall): Promise<CollectOutcome> {
    const { from, to } = windowOf(this.#start.scan);
    const known = await this.#deps.steps.findAccount(this.#subject, this.#ref, from, to);
    const imported = known?.profile.source === 'import' ? known : null;
    const connector = this.#deps.connectors.get(this.#platform);
    if (connector === undefined) {
      if (imported !== null) return this.#endImported(imported, null);
      return this.#end('failed', null, {
        code: 'not_offered',
        message:
          this.#platform === 'file'
            ? 'nothing was imported under this name'
            : `this installation has no connector for ${this.#platform}`,
      });
    }
    if (this.#start.starts > maxStarts) {
      const message = `given up after ${maxStarts} starts`;
      return this.#end('failed', connector, { code: 'too_many_starts', message });
    }
    try {
      await this.#readPages(connector, from, call.signal);
    } catch (error) {
      // A call that broke because we are ending says nothing of the source.
      if (call.signal.aborted || !(error instanceof DomainError)) throw error;
      if (!endsStep(error, call)) throw error;
      if (imported !== null && this.#posts === 0) return this.#endImported(imported, error);
      return this.#end('failed', connector, { code: error.code, message: error.message });
    }
    return this.#end('completed', connector, null);
  }

  async #readPages(connector: Connector, from: Date, signal: AbortSignal): Promise<void> {
    const { steps, clock } = this.#deps;
    const access = 'public';
    const platformCall = { signal, onBehalfOf: this.#subject.subjectId, accessToken: null };
    const since = readingStart(from);
    let checkpoint: Checkpoint | null = this.#start.checkpoint;
    if (checkpoint === null) {
      const { profile, cursor } = await connector.fetchAccount(this.#ref, platformCall);
      checkpoint = await steps.saveAccount(this.#subject, this.#start.lease, {
        profile,
        access,
        capturedAt: clock.now(),
        cursor,
      });
      this.#accountId = checkpoint.accountId;
    }
    while (checkpoint !== null) {
      signal.throwIfAborted();
      const page = await connector.fetchPostsPage(
        { cursor: checkpoint.cursor, since },
        platformCall,
      );
      const counted = page.posts.filter(({ post }) => post.publishedAt > from);
      const unmeasured = counted.filter(({ metrics }) => isUnmeasured(metrics)).length;
      const next: Checkpoint | null =
        page.nextCursor === null
          ? null
          : {
              accountId: checkpoint.accountId,
              cursor: page.nextCursor,
              postsWithoutMetrics: this.#postsWithoutMetrics + unmeasured,
            };
      await steps.savePage(this.#subject, this.#start.lease, {
        accountId: checkpoint.accountId,
        posts: page.posts,
        countedFrom: from,
        capturedAt: clock.now(),
        source: connector.source,
        access,
        next,
      });
      this.#posts += counted.length;
      this.#postsWithoutMetrics += unmeasured;
      checkpoint = next;
    }
  }

  /** Imported posts stand in where the platform cannot be asked, or does not answer. */
  async #endImported(known: KnownAccount, error: DomainError | null): Promise<CollectOutcome> {
    this.#accountId = known.accountId;
    this.#posts = known.posts;
    await this.#deps.steps.finishCollect(this.#subject, this.#start.lease, {
      state: 'completed',
      accountId: known.accountId,
      error: null,
      coverage: {
        account_id: this.#ref,
        platform: known.profile.platform,
        role: this.#role,
        source: 'import',
        access: this.#role === 'own' ? 'own' : 'public',
        status: error === null || error instanceof AccountNotFound ? 'complete' : 'partial',
        reason: reasonOfImported(known, error),
        captured_at: known.capturedAt?.toISOString() ?? null,
        posts: known.posts,
        posts_without_metrics: known.postsWithoutMetrics,
      },
    });
    return this.#outcome('completed', null);
  }

  async #end(
    state: 'completed' | 'failed',
    connector: Connector | null,
    error: { code: string; message: string } | null,
  ): Promise<CollectOutcome> {
    const status = error === null ? 'complete' : this.#posts > 0 ? 'partial' : 'unavailable';
    const coverage: Coverage = {
      account_id: this.#ref,
      platform: this.#platform,
      role: this.#role,
      source: connector?.source ?? null,
      access: 'public',
      status,
      reason: error?.message ?? withoutMetrics(this.#postsWithoutMetrics, 'the source shows'),
      captured_at: connector === null ? null : this.#deps.clock.now().toISOString(),
      posts: this.#posts,
      posts_without_metrics: this.#postsWithoutMetrics,
    };
    await this.#deps.steps.finishCollect(this.#subject, this.#start.lease, {
      state,
      accountId: this.#accountId,
      coverage,
      error,
    });
    return this.#outcome(state, error?.code ?? null);
  }

  #outcome(outcome: 'completed' | 'failed', errorCode: string | null): CollectOutcome {
    return {
      outcome,
      accountRef: this.#ref,
      platform: this.#platform,
      postsFound: this.#posts,
      errorCode,
    };
  }
}

/** A broken answer seldom mends itself: one more try is enough. */
const attemptsAtBrokenContracts = 2;

/** Whether an error ends the step (with its reason) instead of being retried. */
function endsStep(error: DomainError, { attempt, isLastAttempt }: CollectCall): boolean {
  if (error instanceof UpstreamUnavailable) return isLastAttempt;
  if (error instanceof UpstreamContractBroken) {
    return isLastAttempt || attempt >= attemptsAtBrokenContracts;
  }
  return !(error instanceof RateLimited || error instanceof StepLost);
}

function reasonOfImported(known: KnownAccount, error: DomainError | null): string | null {
  if (error !== null) return `${error.message}; the posts of the imported file are used`;
  if (known.posts === 0) return 'the imported file has no post in the look-back';
  return withoutMetrics(known.postsWithoutMetrics, 'the imported file gives');
}

const withoutMetrics = (posts: number, who: string): string | null =>
  posts === 0 ? null : `${who} no counters for ${posts} of the posts at this moment`;
