import type { AccountSummary, Platform, PostType } from '@viral-scan/contracts';

/** A day on which a platform began to count views in another way. */
interface ViewDefinitionChange {
  readonly platform: Platform;
  /** Null: all. */
  readonly types: readonly PostType[] | null;
  readonly atMs: number;
  readonly note: string;
}

/** Ascending. Source: the platforms' own announcements. */
const changes: readonly ViewDefinitionChange[] = [
  {
    platform: 'youtube',
    types: ['short'],
    atMs: Date.UTC(2025, 2, 31),
    note: 'YouTube counts a view of a Short from the start of play',
  },
  {
    platform: 'instagram',
    types: null,
    atMs: Date.UTC(2025, 3, 21),
    note: 'Instagram reports views in place of impressions and plays',
  },
  {
    platform: 'youtube',
    types: null,
    atMs: Date.UTC(2026, 7, 24),
    note: 'YouTube counts a view from the start of play in all formats',
  },
];

const concerns = (change: ViewDefinitionChange, platform: Platform, type: PostType): boolean =>
  change.platform === platform && (change.types === null || change.types.includes(type));

/**
 * Which definition of a view held when a post was published: views of different eras do not
 * compare, and a jump between them is no anomaly. O(changes).
 */
export const viewEra = (platform: Platform, type: PostType, publishedAtMs: number): number =>
  changes.findLastIndex(
    (change) => concerns(change, platform, type) && change.atMs <= publishedAtMs,
  );

/** The changes inside a window, for the report. */
export const viewDefinitionChanges = (
  platform: Platform,
  window: { readonly fromMs: number; readonly asOfMs: number },
): AccountSummary['view_definition_changes'] =>
  changes
    .filter(
      (change) =>
        change.platform === platform && change.atMs > window.fromMs && change.atMs <= window.asOfMs,
    )
    .map(({ atMs, note }) => ({ at: new Date(atMs).toISOString(), note }));
