import {
  AccountNotFound,
  type AccountRef,
  type Connector,
  type Coverage,
  DomainError,
  type KnownAccount,
  notOfferedBy,
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
import { AccountCollection } from '../collection/account-collection.ts';
import { askPlatform } from '../collection/ask-platform.ts';
import { reasonOfImported, withoutMetrics } from '../collection/coverage-reason.ts';
import { olderThan, refreshLadder } from '../collection/refresh-ladder.ts';
import { whyUnread } from '../collection/why-unread.ts';
import { whileAlive } from '../heartbeat.ts';
import type { Clock } from '../ports/clock.ts';
import type { CollectionRepository } from '../ports/collections.ts';
import type { OwnAccess, OwnAccounts } from '../ports/own-accounts.ts';
import type { StepRepository } from '../ports/steps.ts';
import { readingStart, windowOf } from '../window.ts';

/** A step that was started this often is poison: it ends, and says so. */
export const maxStarts = 20;

/** Real time for which a step waits for a platform without getting on; then it ends with what there is. */
export const longestWaitMs = 24 * 3_600_000;

export interface CollectDeps {
  readonly steps: StepRepository;
  readonly collections: CollectionRepository;
  /** Of what anyone may see. */
  readonly connectors: ReadonlyMap<Platform, Connector>;
  readonly ownAccounts: OwnAccounts;
  readonly clock: Clock;
  /** World time for which posts that were read count as fresh, unless a scan goes by the ladder. */
  readonly freshMs: number;
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
  const step = new CollectStep(deps, subject, start, start.step.accountRef);
  return whileAlive(deps.steps, subject, start.lease, call.signal, (signal) =>
    step.run({ ...call, signal }),
  );
}

/** A way to read the account: with its owner's grant, as anyone, or as anyone who has a grant. */
interface Reading {
  readonly connector: Connector;
  readonly access: OwnAccess | null;
}

class CollectStep {
  readonly #deps: CollectDeps;
  readonly #subject: SubjectKey;
  readonly #start: Started;
  readonly #ref: AccountRef;
  readonly #platform: Platform;
  readonly #role: Role;
  #accountId: string | null;

  constructor(deps: CollectDeps, subject: SubjectKey, start: Started, ref: AccountRef) {
    this.#deps = deps;
    this.#subject = subject;
    this.#start = start;
    this.#ref = ref;
    this.#platform = splitAccountRef(ref).platform ?? 'file';
    this.#role = start.step.role ?? 'competitor';
    this.#accountId = start.checkpoint?.accountId ?? null;
  }

  async run(call: CollectCall): Promise<CollectOutcome> {
    const known = await this.#known();
    const imported = known?.profile.source === 'import' ? known : null;
    this.#accountId ??= imported === null ? (known?.accountId ?? null) : null;
    let reading: Reading | null = null;
    try {
      reading = await this.#reading();
      if (reading === null) return await this.#endUnread(imported);
      if (this.#start.starts > maxStarts) {
        const message = `given up after ${maxStarts} starts`;
        return await this.#end('failed', reading.connector, { code: 'too_many_starts', message });
      }
      const unmeasured = await this.#read(reading, known, call.signal);
      return await this.#end('completed', reading.connector, null, unmeasured);
    } catch (error) {
      // A call that broke because we are ending says nothing of the source.
      if (call.signal.aborted || !(error instanceof DomainError)) throw error;
      const waits = error instanceof RateLimited && this.#start.stalledMs < longestWaitMs;
      if (waits) await this.#deps.collections.defer(this.#subject, this.#start.lease);
      if (waits || !endsStep(error, call)) throw error;
      const now = await this.#known();
      if (imported !== null && now?.profile.source === 'import') {
        return this.#endImported(imported, error);
      }
      const { code, message } = error;
      return this.#end('failed', reading?.connector ?? null, { code, message });
    }
  }

  async #reading(): Promise<Reading | null> {
    const { ownAccounts, connectors } = this.#deps;
    const isOwn = this.#role === 'own';
    const own = isOwn ? await ownAccounts.accessTo(this.#subject, this.#ref) : null;
    const connector = own?.connector ?? connectors.get(this.#platform);
    if (connector !== undefined) return { connector, access: own };
    const access = isOwn ? null : await ownAccounts.accessToOthers(this.#subject, this.#platform);
    return access === null ? null : { connector: access.connector, access };
  }

  async #read(
    { connector, access }: Reading,
    known: KnownAccount | null,
    signal: AbortSignal,
  ): Promise<number> {
    const { scan, lease, checkpoint } = this.#start;
    const { refresh, insights, scrape } = scan.parameters;
    const { from } = windowOf(scan);
    const { freshMs } = this.#deps;
    const collection = new AccountCollection(
      { ...this.#deps, connector, ask: askPlatform(this.#subject.subjectId, access, signal) },
      {
        subject: this.#subject,
        lease,
        ref: this.#ref,
        // Ranks need no days in front of the window.
        since: scrape === undefined ? readingStart(from) : from,
        countedFrom: from,
        rules: refresh === undefined ? olderThan(freshMs) : refreshLadder,
        freshMs: refresh === 'news' ? 0 : freshMs,
        withInsights: connector.access === 'own' && insights !== false,
        maxPosts: scrape?.max_posts ?? null,
      },
    );
    const onAccount = (accountId: string): void => {
      this.#accountId = accountId;
    };
    await collection.run(checkpoint, known?.accountId ?? null, onAccount, signal);
    return collection.postsWithoutMetrics;
  }

  /** The account as the database knows it at this moment. */
  #known(): Promise<KnownAccount | null> {
    const { from, to } = windowOf(this.#start.scan);
    const until = new Date(Math.max(this.#deps.clock.now().getTime(), to.getTime()));
    return this.#deps.steps.findAccount(this.#subject, this.#ref, from, until);
  }

  #endUnread(imported: KnownAccount | null): Promise<CollectOutcome> {
    if (imported !== null) return this.#endImported(imported, null);
    return this.#end('failed', null, {
      code: 'not_offered',
      message:
        this.#platform === 'file'
          ? 'nothing was imported under this name'
          : whyUnread(this.#platform, this.#role),
    });
  }

  /** Imported posts stand in where the platform cannot be asked, or does not answer. */
  async #endImported(known: KnownAccount, error: DomainError | null): Promise<CollectOutcome> {
    this.#accountId = known.accountId;
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
    return this.#outcome('completed', known.posts, null);
  }

  async #end(
    state: 'completed' | 'failed',
    connector: Connector | null,
    error: { code: string; message: string } | null,
    unmeasured: number = this.#start.checkpoint?.postsWithoutMetrics ?? 0,
  ): Promise<CollectOutcome> {
    const known = this.#accountId === null ? null : await this.#known();
    const posts = known?.posts ?? 0;
    // Of those that were read now, or of all that never had any.
    const without = Math.max(unmeasured, known?.postsWithoutMetrics ?? 0);
    const coverage: Coverage = {
      account_id: this.#ref,
      platform: this.#platform,
      role: this.#role,
      source: connector?.source ?? known?.profile.source ?? null,
      access: connector?.access ?? 'public',
      status: error === null ? 'complete' : posts > 0 ? 'partial' : 'unavailable',
      reason: error?.message ?? withoutMetrics(without, 'the source shows'),
      captured_at: known?.capturedAt?.toISOString() ?? this.#readAt(connector),
      posts,
      posts_without_metrics: without,
      ...(connector !== null && { not_offered: notOfferedBy(connector.capabilities) }),
    };
    await this.#deps.steps.finishCollect(this.#subject, this.#start.lease, {
      state,
      accountId: this.#accountId,
      coverage,
      error,
    });
    return this.#outcome(state, posts, error?.code ?? null);
  }

  /** Of a source that was asked and had no post to tell of. */
  #readAt(connector: Connector | null): string | null {
    return connector === null ? null : this.#deps.clock.now().toISOString();
  }

  #outcome(
    outcome: 'completed' | 'failed',
    postsFound: number,
    errorCode: string | null,
  ): CollectOutcome {
    return {
      outcome,
      accountRef: this.#ref,
      platform: this.#platform,
      postsFound,
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
  return !(error instanceof StepLost);
}
