import { DomainError, InvalidInput, UnreadableFile } from '@viral-scan/contracts';
import {
  type ClaimedExchange,
  claimExchange,
  type Interpretation,
  interpretVector,
} from '@viral-scan/platforms';
import { type Recording, type Shape, UnusableFile } from './recording.ts';
import { type DeliveryReplay, replayDelivery } from './replay-delivery.ts';
import { whatHappensNext } from './what-happens-next.ts';

/** A domain error as it is told; `field`, `retryAfterMs` and the like as the error has them. */
export interface ToldError {
  readonly class: string;
  readonly code: string;
  readonly message: string;
  readonly next: string;
  readonly [detail: string]: unknown;
}

/** One exchange or vector as the connector that owns it sees it. */
export type Reading =
  | { readonly owner: string; readonly call: string; readonly objects: unknown }
  | { readonly owner: string; readonly call: string; readonly error: ToldError };

/** A computation with us, and whether it came to what the recording says. */
export interface VectorReading extends Interpretation {
  readonly agrees: boolean | null;
}

/** What a recording comes to; an error is an outcome as good as any other. */
export type Replay = { readonly shape: Shape } & (
  | Reading
  | VectorReading
  | { readonly exchanges: readonly Reading[] }
  | DeliveryReplay
  | { readonly outcome: 'nothing_to_replay'; readonly reason: string }
);

/**
 * @param now what "in an hour" counts from where neither the answer nor the recording has a date
 * @throws UnusableFile when a part is missing or wrong, or no connector owns the URL
 */
export function replayRecording({ shape, content }: Recording, now: Date): Replay {
  const at = recordedAt(content) ?? now;
  switch (shape) {
    case 'exchange':
      return { shape, ...replayExchange(content, at) };
    case 'exchanges':
      return { shape, exchanges: replayAll(content.exchanges, at) };
    case 'vector':
      return { shape, ...usable('', () => computeVector(content.vector)) };
    case 'delivery':
      return { shape, ...usable('', () => replayDelivery(content, at)) };
    default:
      return {
        shape,
        outcome: 'nothing_to_replay',
        reason: `no connector reads ${shape}; they document how a service behaves`,
      };
  }
}

function computeVector(vector: unknown): VectorReading {
  const { owner, call, objects } = interpretVector(vector);
  const { code_challenge: recorded } = Object(vector) as Record<string, unknown>;
  const { codeChallenge } = Object(objects) as Record<string, unknown>;
  const agrees = recorded === undefined ? null : recorded === codeChallenge;
  return { owner, call, objects, agrees };
}

function replayAll(exchanges: unknown, now: Date): Reading[] {
  if (!Array.isArray(exchanges) || exchanges.length === 0) {
    throw new UnusableFile('exchanges is not a list of exchanges');
  }
  return exchanges.map((exchange, index) => replayExchange(exchange, now, `exchanges[${index}].`));
}

function replayExchange(exchange: unknown, now: Date, place = ''): Reading {
  const { owner, call, read } = usable(place, () => claimExchange(exchange, now));
  return { owner, call, ...readOrTell(read) };
}

function readOrTell(
  read: ClaimedExchange['read'],
): { readonly objects: unknown } | { readonly error: ToldError } {
  try {
    return { objects: read() };
  } catch (error) {
    if (error instanceof DomainError) return { error: tell(error) };
    throw error;
  }
}

function tell(error: DomainError): ToldError {
  const { name, message, code } = error;
  return {
    class: name,
    message,
    ...Object.fromEntries(Object.entries(error)),
    code,
    next: whatHappensNext(error),
  };
}

/** What `read` refuses is refused of the file. */
function usable<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableFile) throw new UnusableFile(`${place}${error.message}`);
    if (error instanceof InvalidInput) {
      throw new UnusableFile(`${place}${error.field}: ${error.message}`);
    }
    if (error instanceof RangeError) throw new UnusableFile(`${place}body is nested too deeply`);
    throw error;
  }
}

function recordedAt({ recordedAt: written }: Recording['content']): Date | null {
  const time = new Date(typeof written === 'string' ? written : '');
  return Number.isNaN(time.getTime()) ? null : time;
}
