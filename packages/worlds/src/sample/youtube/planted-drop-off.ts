import type { Video } from '../../world.ts';
import { createRandom, seedFor } from '../random.ts';
import type { PlantedDropOff, SuddenLoss } from '../retention.ts';
import type { SampleChannel } from '../sample-channel.ts';
import { youtubeDropOff } from './constants.ts';

/** The second in which the own channel's long videos lose viewers. */
const dropOffSecond = (seed: number): number =>
  createRandom(seedFor(seed, 'youtube drop-off')).integer(
    youtubeDropOff.second.from,
    youtubeDropOff.second.to,
  );

/** The sudden loss of a video of the own channel; null for those without. */
export function plantedLoss(seed: number, { id, durationSeconds }: Video): SuddenLoss | null {
  if ((durationSeconds ?? 0) < youtubeDropOff.longFromSeconds) return null;
  const drawn = createRandom(seedFor(seed, `drop-off ${id}`)).next() * 100;
  return drawn < youtubeDropOff.sharePct
    ? { second: dropOffSecond(seed), lossPct: youtubeDropOff.lossPct }
    : null;
}

export const dropOffTruth = (seed: number, own: SampleChannel | undefined): PlantedDropOff => ({
  second: dropOffSecond(seed),
  lossPct: youtubeDropOff.lossPct,
  postIds: (own?.posts ?? []).flatMap(({ video }) =>
    plantedLoss(seed, video) === null ? [] : [video.id],
  ),
});
