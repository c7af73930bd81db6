import type { Cluster, ContentWeaknesses, Evidence } from '@viral-scan/contracts';
import { underperforming } from '../clusters/find-clusters.ts';
import { type AccountEffects, weakHashtags } from '../content/content-effects.ts';
import { effectsEvidence } from '../content/content-evidence.ts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import { counted, evidence } from '../report/evidence.ts';
import { findDropOffs, mainDropOffSecond } from '../retention/drop-offs.ts';

export interface Weaknesses {
  readonly found: ContentWeaknesses;
  readonly evidence: Readonly<
    Record<
      'content_weaknesses' | 'drop_offs' | 'weak_hashtags' | 'underperforming_clusters',
      Evidence
    >
  >;
}

/** What holds own accounts back: where viewers leave, hashtags and groups of posts that do worse. */
export function findWeaknesses(
  own: readonly ComparablePosts[],
  effects: readonly AccountEffects[],
  clusters: readonly Cluster[],
): Weaknesses {
  const dropOffs = findDropOffs(own);
  const hashtags = weakHashtags(effects);
  const groups = underperforming(clusters, own);
  const ownEffects = effects.filter(({ comparable }) => comparable.account.role === 'own');
  const parts = {
    drop_offs: dropOffs.evidence,
    weak_hashtags: effectsEvidence(
      ownEffects,
      ['worse hashtag', 'worse hashtags'],
      ({ trait, figures }) => trait.kind === 'hashtag' && figures.lift_pct < 0,
      'no own account in this scan',
    ),
    underperforming_clusters: groups.evidence,
  };
  const left = dropOffs.found.reduce((sum, { by_post: posts }) => sum + posts.length, 0);
  const told = [
    [
      parts.drop_offs,
      `${counted(left, 'post that loses', 'posts that lose')} viewers beyond the norm`,
    ],
    [parts.weak_hashtags, counted(hashtags.length, 'weak hashtag')],
    [
      parts.underperforming_clusters,
      counted(
        groups.found.length,
        'group of posts that does worse',
        'groups of posts that do worse',
      ),
    ],
  ] as const;
  // What was not looked at is not told as none.
  const looked = told.flatMap(([part, words]) => (part.status === 'sufficient' ? [words] : []));
  const reason =
    looked.length > 0
      ? looked.join(', ')
      : `neither retention, nor hashtags, nor groups of posts could be looked at (see their evidence)`;
  const posts = Math.max(...Object.values(parts).map((part) => part.posts), 0);
  return {
    found: {
      drop_off_sec: mainDropOffSecond(dropOffs.found),
      weak_hashtags: hashtags.map(({ hashtag }) => hashtag),
      drop_offs: dropOffs.found,
      weak_hashtag_details: hashtags,
      underperforming_clusters: groups.found,
    },
    evidence: {
      ...parts,
      content_weaknesses: evidence(
        Object.values(parts).some(({ status }) => status === 'sufficient'),
        reason,
        posts,
        null,
      ),
    },
  };
}
