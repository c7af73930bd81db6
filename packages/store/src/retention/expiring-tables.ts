/** What is kept of an account, in the order in which it goes. */
export const expiringKinds = [
  'raw_payloads',
  'post_snapshots',
  'account_snapshots',
  'post_retention',
  'post_insights',
  'account_days',
  'audience_activity',
  'audience_groups',
  'ranked_posts',
  'posts',
] as const;
export type ExpiringKind = (typeof expiringKinds)[number];

interface ExpiringTable {
  /** Names a row within its account. */
  readonly key: readonly string[];
  readonly readAt: string;
  /** False: all of it was read with the owner's grant. */
  readonly hasAccess: boolean;
}

const everyone = { readAt: 'captured_at', hasAccess: true };
const ownersOnly = { readAt: 'captured_at', hasAccess: false };

export const expiringTables: Readonly<Record<ExpiringKind, ExpiringTable>> = {
  raw_payloads: { ...everyone, key: ['payload_id'] },
  post_snapshots: { ...everyone, key: ['post_id', 'captured_at'] },
  account_snapshots: { ...everyone, key: ['captured_at'] },
  post_retention: { ...everyone, key: ['post_id'] },
  post_insights: { ...ownersOnly, key: ['post_id'] },
  account_days: { ...ownersOnly, key: ['day'] },
  audience_activity: { ...ownersOnly, key: ['day', 'hour'] },
  audience_groups: { ...ownersOnly, key: ['dimension', 'name'] },
  ranked_posts: { ...everyone, key: ['post_id'] },
  posts: { readAt: 'last_seen_at', hasAccess: true, key: ['post_id'] },
};

/** Whether a row `r` was read before the cut-off of where it came from; a null cut-off keeps it. */
export function isExpiredSql(
  kind: ExpiringKind,
  cutoffs: { readonly own: string; readonly public: string; readonly imported: string },
): string {
  const { readAt, hasAccess } = expiringTables[kind];
  const isOwn = hasAccess ? `r.access = 'own'` : 'true';
  return `r.${readAt} < case when r.source = 'import' then ${cutoffs.imported}
    when ${isOwn} then ${cutoffs.own} else ${cutoffs.public} end`;
}
