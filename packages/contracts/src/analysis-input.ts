import type { AudienceActivity, AudienceGroup } from './audience.ts';
import type { NotOffered } from './capabilities.ts';
import type { Platform, Role } from './platform.ts';
import type { Metrics, PostType } from './post.ts';
import type { RetentionCurve } from './retention.ts';

/** Counters of a post at one moment, for the analysis. */
export interface ObservedMetrics extends Metrics {
  readonly capturedAtMs: number;
}

/** One post of the window; `snapshots` ascend by `capturedAtMs` and may be empty. */
export interface AnalysisPost {
  readonly postId: string;
  readonly publishedAtMs: number;
  readonly caption: string | null;
  readonly type: PostType;
  readonly durationSeconds: number | null;
  readonly language: string | null;
  readonly url: string | null;
  /** As the platform lists them beside the caption; without "#". */
  readonly tags: readonly string[];
  /** Name or id of the sound a post uses; null when the source does not say. */
  readonly sound: string | null;
  /** The latest known; null when the source does not give it. */
  readonly retention: RetentionCurve | null;
  readonly snapshots: readonly ObservedMetrics[];
}

/** Who an account's followers are, by the latest reading. */
export interface Demographics {
  readonly capturedAtMs: number;
  readonly groups: readonly AudienceGroup[];
}

export interface AnalysisAccount {
  readonly accountId: string;
  readonly platform: Platform;
  readonly origin: string | null;
  readonly role: Role;
  readonly name: string | null;
  readonly followers: number | null;
  /** The platform's zone for the account, or null: the scan's zone is used. */
  readonly timezone: string | null;
  /** Of own accounts; null or absent when their platform told nothing of it. */
  readonly audience?: AudienceActivity | null;
  /** Of own accounts; null or absent when their platform told nothing of it. */
  readonly demographics?: Demographics | null;
  /** What the account's source lacks, with the reason. */
  readonly notOffered?: NotOffered;
  /** Ascending by `publishedAtMs`, then `postId`. */
  readonly posts: readonly AnalysisPost[];
}

/** All the analysis may look at. It never reads a clock: `asOfMs` is the present. */
export interface AnalysisInput {
  readonly asOfMs: number;
  /** Start of the window, exclusive. */
  readonly fromMs: number;
  readonly timezone: string;
  readonly accounts: readonly AnalysisAccount[];
}
