import type { SubjectKey } from '@viral-scan/contracts';
import { plainRefSql } from '../scraping/account-names.ts';

/** What an erasure is about, as rows name it. */
export interface Concerned extends SubjectKey {
  /** Null: all of the subject. */
  readonly account: {
    /** Empty where nothing was read of it yet. */
    readonly ids: readonly string[];
    readonly platform: string | null;
    readonly externalId: string;
    readonly ref: string;
  } | null;
  readonly scanIds: readonly string[];
}

export interface Selection {
  readonly where: string;
  readonly values: readonly unknown[];
}

type OfAccount = (
  account: NonNullable<Concerned['account']>,
  scanIds: readonly string[],
) => Selection | null;

export interface ErasedTable {
  readonly name: string;
  /** Of a hypertable: rows go by spans of it, since one statement must not open all chunks. */
  readonly time?: string;
  /** Beside the subject's `$1`: its rows of one account; null: none are of one account alone. */
  readonly ofAccount: OfAccount;
}

const byAccount: OfAccount = ({ ids }) => ({ where: 'account_id = any($2)', values: [ids] });
const byScan: OfAccount = (_, scanIds) => ({ where: 'scan_id = any($2)', values: [scanIds] });
const byName: OfAccount = ({ platform, externalId }) => ({
  where: 'platform = $2 and external_id = $3',
  values: [platform, externalId],
});
const byAccountOrScan: OfAccount = ({ ids }, scanIds) => ({
  where: '(account_id = any($2) or scan_id = any($3))',
  values: [ids, scanIds],
});

/** All tables of schema `scan` whose rows are of a subject, in the order in which they are emptied. */
export const erasedTables: readonly ErasedTable[] = [
  {
    name: 'deliveries',
    ofAccount: ({ ref }, scanIds) => ({
      where: `outbox_id in (
        select o.outbox_id from scan.outbox o
        where o.subject_id = $1 and (o.scan_id = any($2) or o.payload ->> 'subject' = $3)
      )`,
      values: [scanIds, ref],
    }),
  },
  {
    name: 'outbox',
    ofAccount: ({ ref }, scanIds) => ({
      where: `(scan_id = any($2) or payload ->> 'subject' = $3)`,
      values: [scanIds, ref],
    }),
  },
  { name: 'scan_results', time: 'scan_time', ofAccount: byScan },
  { name: 'post_snapshots', time: 'captured_at', ofAccount: byAccount },
  { name: 'account_snapshots', time: 'captured_at', ofAccount: byAccount },
  { name: 'raw_payloads', ofAccount: byAccountOrScan },
  { name: 'post_retention', ofAccount: byAccount },
  { name: 'post_insights', ofAccount: byAccount },
  { name: 'account_days', ofAccount: byAccount },
  { name: 'audience_activity', ofAccount: byAccount },
  { name: 'audience_groups', ofAccount: byAccount },
  { name: 'listings', ofAccount: byAccount },
  { name: 'ranked_posts', ofAccount: byAccount },
  {
    name: 'scrape_limits',
    // By whatever name it was called.
    ofAccount: ({ platform, externalId, ref }) => ({
      where: `${plainRefSql('account_ref')} in (
        select ${plainRefSql('$2::text')}
        union
        select ${plainRefSql(`a.platform || ':' || a.handle`)} from scan.accounts a
        where a.subject_id = $1 and a.platform = $3 and a.external_id = $4
      )`,
      values: [ref, platform, externalId],
    }),
  },
  { name: 'posts', ofAccount: byAccount },
  { name: 'collection_schedule', ofAccount: byName },
  {
    name: 'websub_subscriptions',
    ofAccount: ({ platform, externalId }) =>
      platform === 'youtube' ? { where: 'external_id = $2', values: [externalId] } : null,
  },
  { name: 'idempotency_keys', ofAccount: byScan },
  { name: 'scan_steps', ofAccount: byScan },
  { name: 'scans', ofAccount: byScan },
  // They tell of files as a whole, without naming accounts.
  { name: 'imports', ofAccount: () => null },
  {
    name: 'audit_log',
    ofAccount: ({ ref }) => ({ where: 'target = $2', values: [ref] }),
  },
  // Last: what was read of it names it.
  { name: 'accounts', ofAccount: byAccount },
];

/** Tables of schema `identity` whose rows are of a subject or user; see delete-identity.ts. */
export const erasedIdentityTables = [
  'authorizations',
  'connections',
  'subject_keys',
  'subjects',
  'users',
] as const;

/** Null: the table has no such rows. */
export function selectionOf(table: ErasedTable, concerned: Concerned): Selection | null {
  const { account, scanIds, subjectId } = concerned;
  if (account === null) return { where: 'subject_id = $1', values: [subjectId] };
  const own = table.ofAccount(account, scanIds);
  return own && { where: `subject_id = $1 and ${own.where}`, values: [subjectId, ...own.values] };
}
