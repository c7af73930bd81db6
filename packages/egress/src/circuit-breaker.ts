import { CircuitOpen, UpstreamContractBroken, UpstreamUnavailable } from '@viral-scan/contracts';
import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhenResult,
} from 'cockatiel';

/**
 * Terminology: a call *failed* by a timeout, a lost connection or a 5xx; whatever else the upstream
 * answers proves that it is there. A call its caller gave up, or that was forbidden on its way,
 * proves nothing.
 */
type Verdict = 'answered' | 'failed' | 'unknown';

interface Answered {
  readonly status: number;
}

export interface BreakerOptions {
  /** Failures in a row that open a breaker. */
  readonly failureThreshold: number;
  /** Until the next probe; lengthened by up to a half at random, so that workers do not probe at once. */
  readonly coolDownMs: number;
  /** So many, called last, are remembered. Default 1,000. */
  readonly maxOrigins?: number;
  readonly onChange?: (change: BreakerChange) => void;
}

export type BreakerState = 'open' | 'half_open' | 'closed';

export interface BreakerChange {
  readonly origin: string;
  readonly state: BreakerState;
}

export interface Breaker {
  /**
   * Ends as `run` does. Throws `CircuitOpen`, beginning with `name`, without running while the
   * breaker is open or its one probe is under way.
   */
  call<Answer extends Answered>(name: string, run: () => Promise<Answer>): Promise<Answer>;
  /** Until it lets a call through; 0: it does. */
  openForMs(): number;
}

/** How soon to ask again while a probe is under way. */
const probePatienceMs = 1_000;

/** The breaker of each origin. */
export function createBreakers(options: BreakerOptions) {
  const { maxOrigins = 1_000, onChange } = options;
  const breakers = new Map<string, Breaker>();
  return (origin: string): Breaker => {
    const breaker =
      breakers.get(origin) ?? createBreaker(options, (state) => onChange?.({ origin, state }));
    // Maps keep the order of insertion: the first is the one not called for longest.
    breakers.delete(origin);
    breakers.set(origin, breaker);
    const [oldest] = breakers.keys();
    if (oldest !== undefined && breakers.size > maxOrigins) breakers.delete(oldest);
    return breaker;
  };
}

const stateNames = {
  [CircuitState.Open]: 'open',
  // Nobody holds it open by hand.
  [CircuitState.Isolated]: 'open',
  [CircuitState.HalfOpen]: 'half_open',
  [CircuitState.Closed]: 'closed',
} as const;

function createBreaker(
  { failureThreshold, coolDownMs }: BreakerOptions,
  onChange: (state: BreakerState) => void,
): Breaker {
  let probeAtMs = 0;
  const policy = circuitBreaker(
    handleWhenResult((verdict) => verdict !== 'answered'),
    {
      breaker: new ConsecutiveBreaker(failureThreshold),
      // A probe that proved nothing opens again, but for no time: the next call is the next probe.
      halfOpenAfter: new DelegateBackoff(({ result }) => {
        const provedNothing = 'value' in result && result.value === 'unknown';
        const openMs = provedNothing ? 0 : coolDownMs * (1 + Math.random() / 2);
        probeAtMs = Date.now() + openMs;
        return openMs;
      }),
    },
  );
  policy.onStateChange((state) => onChange(stateNames[state]));

  const openForMs = (): number => {
    if (policy.state === CircuitState.Closed) return 0;
    return policy.state === CircuitState.HalfOpen
      ? probePatienceMs
      : Math.max(0, probeAtMs - Date.now());
  };

  const call = async <Answer extends Answered>(name: string, run: () => Promise<Answer>) => {
    let answer = undefined as Promise<Answer> | undefined;
    // Only the verdict passes through the policy, which would keep a failed answer.
    const drive = async (): Promise<Verdict> => {
      const begunIn = policy.state;
      answer = run();
      const verdict = await judge(answer);
      // Whatever began before the breaker opened must not end the probe of another call.
      const isLate = policy.state !== begunIn;
      if (isLate || (verdict === 'unknown' && begunIn === CircuitState.Closed)) throw notCounted;
      return verdict;
    };
    // Cockatiel would let calls wait for the probe, past their deadlines and deaf to their callers.
    if (policy.state !== CircuitState.HalfOpen) {
      await policy.execute(drive).catch((error: unknown) => {
        if (error !== notCounted && !(error instanceof BrokenCircuitError)) throw error;
      });
    }
    if (answer !== undefined) return answer;
    throw new CircuitOpen(`${name}: not called, the host failed repeatedly`, openForMs());
  };

  return { call, openForMs };
}

/** Thrown errors leave cockatiel's count as it is, unless the probe throws. */
const notCounted = new Error('neither a failure nor an answer');

async function judge(answer: Promise<Answered>): Promise<Verdict> {
  try {
    return (await answer).status >= 500 ? 'failed' : 'answered';
  } catch (error) {
    if (error instanceof UpstreamUnavailable) return 'failed';
    return error instanceof UpstreamContractBroken ? 'answered' : 'unknown';
  }
}
