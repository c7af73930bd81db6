import { type DeliveryReading, interpretDelivery } from '@viral-scan/platforms';
import type { Recording } from './recording.ts';

/** What became of a delivery, and whether it is what the recording expects. */
export type DeliveryReplay =
  | (DeliveryReading & { readonly agrees: boolean | null })
  | { readonly outcome: 'not_supported_yet'; readonly reason: string };

/** @throws UnreadableFile that names what is missing */
export function replayDelivery(content: Recording['content'], at: Date): DeliveryReplay {
  const { delivery, testSecret, expect } = content;
  const reading = interpretDelivery({ delivery, testSecret }, at);
  if (reading === null) {
    return { outcome: 'not_supported_yet', reason: 'no webhook that we take looks like this' };
  }
  return { ...reading, agrees: expect === undefined ? null : agrees(reading, Object(expect)) };
}

/** `expect{status, processed?, videoId?, body?}`, as far as it says anything. */
function agrees(reading: DeliveryReading, expected: Readonly<Record<string, unknown>>): boolean {
  const status = reading.outcome === 'refused' ? reading.status : 200;
  const { status: wanted = status, processed, videoId, body } = expected;
  const isStatus = wanted === '2xx' ? status >= 200 && status < 300 : wanted === status;
  const isProcessed = processed === undefined || processed === (reading.outcome !== 'refused');
  const isAboutVideo =
    videoId === undefined ||
    (reading.outcome === 'accepted' && reading.events.some(({ postId }) => postId === videoId));
  const isEcho =
    body === undefined || (reading.outcome === 'verified' && reading.challenge === body);
  return isStatus && isProcessed && isAboutVideo && isEcho;
}
