import {
  type ImportBatch,
  type ImportedPost,
  type ImportedSnapshot,
  type RowError,
  UnreadableFile,
} from '@viral-scan/contracts';
import {
  type ImportDeps,
  type ImportRepository,
  importFile,
  maxListedErrors,
} from '@viral-scan/scan';
import { importedPost, metrics, post } from '@viral-scan/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ScanRoom, scanRoom } from './scan-room.ts';

let room: ScanRoom;
let ended: string[];
let deps: ImportDeps;
beforeEach(async () => {
  room = await scanRoom();
  ended = [];
  deps = { imports: watched(room.store.imports), clock: room.clock, newId: () => importId };
});

const importId = '3c0b6f0e-3f6a-4c5e-9a53-3f1f3f0f3f01';

/** Notes how its transactions end. */
const watched = (imports: ImportRepository): ImportRepository => ({
  async begin(principal, start) {
    const transaction = await imports.begin(principal, start);
    return {
      ...transaction,
      commit: (result) => {
        ended.push('commit');
        return transaction.commit(result);
      },
      rollback: () => {
        ended.push('rollback');
        return transaction.rollback();
      },
    };
  },
});

type Records<T> = ImportBatch<T>['records'];

async function* batches<T>(...groups: readonly Records<T>[]): AsyncIterable<ImportBatch<T>> {
  for (const records of groups) yield { format: 'jsonl', records };
}

const posts = (...groups: readonly Records<ImportedPost>[]) =>
  importFile(deps, room.who, { kind: 'posts', batches: batches(...groups) });
const snapshots = (...groups: readonly Records<ImportedSnapshot>[]) =>
  importFile(deps, room.who, { kind: 'snapshots', batches: batches(...groups) });

const row = (line: number, id: string, known: Partial<ImportedPost> = {}) => ({
  line,
  row: importedPost('page_01', id, known),
});
const bad = (line: number): RowError => ({ line, field: 'views', message: 'is not a number' });
const seen = (line: number, postExternalId: string, day: string, views = 1) => ({
  line,
  row: { postExternalId, capturedAt: new Date(`${day}T00:00:00Z`), metrics: metrics({ views }) },
});

describe('importing a file of posts', () => {
  it('says what it took, and when it was published and observed', async () => {
    const early = post({ externalId: 'a', publishedAt: new Date('2026-05-01T00:00:00Z') });
    const late = post({ externalId: 'b', publishedAt: new Date('2026-05-09T00:00:00Z') });
    const observed = {
      capturedAt: new Date('2026-05-10T00:00:00Z'),
      snapshots: [
        { capturedAt: new Date('2026-05-20T00:00:00Z'), metrics: metrics({ views: 2 }) },
        { capturedAt: new Date('2026-05-12T00:00:00Z'), metrics: metrics({ views: 1 }) },
      ],
    };
    expect(
      await posts([row(2, 'b', { post: late })], [row(3, 'a', { post: early, ...observed })]),
    ).toEqual({
      import_id: importId,
      kind: 'posts',
      format: 'jsonl',
      rows: 2,
      accepted: 2,
      rejected: 0,
      duplicates: 0,
      snapshots: 2,
      accounts: [
        { account_id: 'file:page_01', name: 'Page page_01', origin: 'facebook', posts: 2 },
      ],
      accounts_total: 1,
      first_published_at: '2026-05-01T00:00:00.000Z',
      last_published_at: '2026-05-09T00:00:00.000Z',
      last_observed_at: '2026-05-20T00:00:00.000Z',
      errors: [],
    });
    expect(ended).toEqual(['commit']);
    expect(room.postIds()).toEqual(['a', 'b']);
  });

  it('takes the good rows, and counts and lists the bad ones by line', async () => {
    expect(await posts([row(2, 'a'), bad(3)], [bad(4), row(7, 'b')])).toMatchObject({
      rows: 4,
      accepted: 2,
      rejected: 2,
      errors: [bad(3), bad(4)],
    });
    expect(room.postIds()).toEqual(['a', 'b']);
  });

  it('lists the first hundred bad rows, and counts them all', async () => {
    const many = Array.from({ length: 70 }, (_, index) => bad(10 + index));
    const more = Array.from({ length: 70 }, (_, index) => bad(100 + index));
    const result = await posts([row(2, 'a')], many, more, [bad(999)]);
    expect(result).toMatchObject({ rows: 142, rejected: 141 });
    expect(result.errors).toHaveLength(maxListedErrors);
    expect(result.errors.at(-1)?.line).toBe(129);
  });

  it('counts posts that are twice in the file or were there before', async () => {
    await posts([row(2, 'a')]);
    expect(await posts([row(2, 'a'), row(3, 'b')], [row(4, 'b')])).toMatchObject({
      rows: 3,
      accepted: 3,
      duplicates: 2,
    });
    expect(room.postIds()).toEqual(['a', 'b']);
  });

  it('dates counters without a time by the present of the world', async () => {
    await posts([row(2, 'a')]);
    const [snapshot] = room.store.state.series.snapshots.values();
    expect(snapshot?.capturedAtMs).toBe(room.clock.now().getTime());
    expect(room.clock.refreshes).toBe(1);
  });

  it('leaves nothing behind of a file that cannot be read to its end', async () => {
    const broken = new UnreadableFile('the archive is cut off', 40_000);
    async function* cutOff(): AsyncIterable<ImportBatch<ImportedPost>> {
      yield* batches<ImportedPost>([row(2, 'a')]);
      throw broken;
    }
    await expect(importFile(deps, room.who, { kind: 'posts', batches: cutOff() })).rejects.toBe(
      broken,
    );
    expect(ended).toEqual(['rollback']);
    expect(room.postIds()).toEqual([]);
  });

  it('names the first bad row when not one was good', async () => {
    const refused = posts([bad(3)], [bad(4)]);
    await expect(refused).rejects.toMatchObject({
      code: 'unreadable_file',
      line: 3,
      message: 'none of the 2 rows could be taken; the first: line 3, views: is not a number',
    });
    expect(ended).toEqual(['rollback']);
  });

  it('refuses a file without rows', async () => {
    await expect(posts()).rejects.toThrow(new UnreadableFile('the file has no rows'));
    expect(ended).toEqual(['rollback']);
  });

  it('says why it failed also when the rollback fails', async () => {
    const lost = new Error('the connection is lost');
    const imports: ImportRepository = {
      begin: async (principal, start) => ({
        ...(await room.store.imports.begin(principal, start)),
        addPosts: async () => {
          throw lost;
        },
        rollback: async () => {
          throw new Error('there is nothing to roll back');
        },
      }),
    };
    deps = { ...deps, imports };
    await expect(posts([row(2, 'a')])).rejects.toBe(lost);
  });
});

describe('importing a file of snapshots', () => {
  beforeEach(async () => {
    await posts([row(2, 'a'), row(3, 'b')]);
    ended = [];
  });

  it('joins them to the posts imported before', async () => {
    expect(
      await snapshots(
        [seen(2, 'a', '2026-05-21'), seen(3, 'b', '2026-05-23')],
        [seen(4, 'a', '2026-05-22')],
      ),
    ).toMatchObject({
      kind: 'snapshots',
      rows: 3,
      accepted: 3,
      rejected: 0,
      snapshots: 3,
      duplicates: 0,
      first_published_at: null,
      last_published_at: null,
      last_observed_at: '2026-05-23T00:00:00.000Z',
    });
  });

  it('rejects those of unknown posts, each with its line', async () => {
    const result = await snapshots([
      seen(2, 'a', '2026-05-21'),
      seen(3, 'nobody', '2026-05-30'),
      bad(4),
      seen(5, 'nobody', '2026-05-31'),
    ]);
    expect(result).toMatchObject({
      rows: 4,
      accepted: 1,
      rejected: 3,
      snapshots: 1,
      last_observed_at: '2026-05-21T00:00:00.000Z',
    });
    const unknown = { field: 'post_id', message: 'no post with this id was imported before' };
    expect(result.errors).toEqual([bad(4), { line: 3, ...unknown }, { line: 5, ...unknown }]);
  });

  it('counts a moment that is known as a duplicate', async () => {
    const again = [seen(2, 'a', '2026-05-21'), seen(3, 'a', '2026-05-21', 2)];
    expect(await snapshots(again)).toMatchObject({ accepted: 2, duplicates: 1 });
  });

  it('rolls back when all of them are of unknown posts', async () => {
    await expect(snapshots([seen(2, 'nobody', '2026-05-21')])).rejects.toMatchObject({
      code: 'unreadable_file',
      line: 2,
    });
    expect(ended).toEqual(['rollback']);
  });
});
