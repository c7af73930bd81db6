import type { ImportedPost, Principal } from '@viral-scan/contracts';
import {
  importedPost,
  importSummary,
  metrics,
  type TestDatabase,
  testDatabase,
} from '@viral-scan/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const importedAt = new Date('2026-06-01T00:00:00Z');

describe('what an import brought', () => {
  let database: TestDatabase;
  let who: Principal;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    who = await database.store.identity.principalOf({
      tenantId: crypto.randomUUID(),
      userId: crypto.randomUUID(),
      scopes: ['import:write'],
    });
  });

  const begin = async () => {
    const importId = crypto.randomUUID();
    const open = await database.store.imports.begin(who, { importId, importedAt });
    return { open, finish: () => open.commit(importSummary(importId)) };
  };
  const importAll = async (...posts: readonly ImportedPost[]) => {
    const { open, finish } = await begin();
    await open.addPosts(posts);
    await finish();
  };
  const observe = async (postExternalId: string, day: number) => {
    const { open, finish } = await begin();
    const capturedAt = new Date(Date.UTC(2026, 4, day));
    await open.addSnapshots([{ postExternalId, capturedAt, metrics: metrics({ views: day }) }]);
    await finish();
  };
  /** Of each account its own flag and access, then posts and snapshots with theirs. */
  const stored = async () => {
    const { rows } = await database.pools.scan.query<{ row: string }>(
      `select a.external_id || ' ' || a.seen_as_own || ' ' || a.access || ': ' || (
         select string_agg(p.post_id || ' ' || p.access || ' ' || (
           select string_agg(distinct s.access, '+') from scan.post_snapshots s
           where s.account_id = p.account_id and s.post_id = p.post_id
         ), ', ' order by p.post_id)
         from scan.posts p where p.account_id = a.account_id
       ) as row
       from scan.accounts a where a.subject_id = $1 order by a.external_id`,
      [who.subjectId],
    );
    return rows.map(({ row }) => row);
  };

  it('is own when it is of one account alone', async () => {
    await importAll(importedPost('mine', 'a'), importedPost('mine', 'b'));
    expect(await stored()).toEqual(['mine true own: a own own, b own own']);
  });

  it('is public when it is of several accounts', async () => {
    await importAll(importedPost('p', 'a'), importedPost('q', 'b'));
    expect(await stored()).toEqual([
      'p false public: a public public',
      'q false public: b public public',
    ]);
  });

  it('becomes own with a later file of that account alone, as far as that file goes', async () => {
    await importAll(importedPost('p', 'a'), importedPost('p', 'b'), importedPost('q', 'c'));
    await importAll(importedPost('p', 'b'));
    expect(await stored()).toEqual([
      'p true own: a public public, b own own',
      'q false public: c public public',
    ]);
  });

  it('stays own when the account comes again among others', async () => {
    await importAll(importedPost('mine', 'a'));
    await importAll(importedPost('mine', 'a'), importedPost('mine', 'b'), importedPost('q', 'c'));
    expect(await stored()).toEqual([
      'mine true own: a own own, b own own',
      'q false public: c public public',
    ]);
  });

  it('gives further snapshots the access of their account', async () => {
    await importAll(importedPost('mine', 'a'));
    await importAll(importedPost('p', 'b'), importedPost('q', 'c'));
    await observe('a', 20);
    await observe('b', 20);
    expect(await stored()).toEqual([
      'mine true own: a own own',
      'p false public: b public public',
      'q false public: c public public',
    ]);
  });

  it('leaves alone what others imported', async () => {
    await importAll(importedPost('p', 'a'), importedPost('q', 'b'));
    const first = await stored();
    const [before, other] = [who, crypto.randomUUID()];
    who = await database.store.identity.principalOf({
      tenantId: before.tenantId,
      userId: other,
      scopes: [],
    });
    await importAll(importedPost('p', 'a'));
    who = before;
    expect(await stored()).toEqual(first);
  });
});
