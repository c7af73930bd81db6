import {
  type Initiated,
  InvalidInput,
  initiateCollectionSchema,
  initiateScanSchema,
} from '@viral-scan/contracts';
import {
  type InitiateCall,
  type InitiateDeps,
  initiateCollection,
  initiateScan,
} from '@viral-scan/scan';
import { importedPost, importSummary } from '@viral-scan/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { own, rival, type ScanRoom, scanRoom } from './scan-room.ts';

const plain: InitiateCall = { idempotency: null, traceparent: null };
const body = (known: object = {}) =>
  initiateScanSchema.parse({ platforms: ['youtube'], accounts: [own], ...known });

function created(initiated: Initiated) {
  if (initiated.outcome !== 'created') throw new Error(`not created: ${initiated.outcome}`);
  return initiated.scan;
}

let room: ScanRoom;
let deps: InitiateDeps;
beforeEach(async () => {
  room = await scanRoom();
  deps = {
    scans: room.store.scans,
    clock: room.clock,
    newId: () => crypto.randomUUID(),
    hourlyQuota: 3,
  };
});

/** Makes accounts the user's own, as an import does. */
/** Each in a file of its own, so that it is an own account. */
async function imported(...accounts: readonly ['youtube' | 'file', string][]): Promise<void> {
  for (const [platform, id] of accounts) {
    const importId = crypto.randomUUID();
    const transaction = await room.store.imports.begin(room.who, {
      importId,
      importedAt: room.clock.now(),
    });
    await transaction.addPosts([importedPost(id, `post of ${id}`, { platform })]);
    await transaction.commit(importSummary(importId));
  }
}

describe('initiating a scan', () => {
  it('asks which are meant when more own accounts are known than a scan takes', async () => {
    await imported(
      ...Array.from({ length: 21 }, (_, index): ['file', string] => ['file', `page_${index}`]),
    );
    const many = initiateScanSchema.parse({ platforms: ['file'] });
    await expect(initiateScan(deps, room.who, many, plain)).rejects.toThrow(
      '21 own accounts of this user are known on file: name up to 20 of them here',
    );
  });

  it('plans one collect step per account in the order named, then the analysis', async () => {
    const third = 'youtube:@third';
    const scan = created(
      await initiateScan(
        deps,
        room.who,
        body({ accounts: [third, own], competitors: [rival] }),
        plain,
      ),
    );
    expect(scan.steps.map(({ stepKey, accountRef, role }) => [stepKey, accountRef, role])).toEqual([
      ['collect-0', third, 'own'],
      ['collect-1', own, 'own'],
      ['collect-2', rival, 'competitor'],
      ['analyze-scan', null, null],
    ]);
  });

  it('learns the present of the world, and dates the scan by it', async () => {
    const scan = created(await initiateScan(deps, room.who, body(), plain));
    expect(scan.scanTime).toEqual(room.clock.now());
    expect(room.clock.refreshes).toBe(1);
  });

  it('takes the own accounts known on the platforms when none is named', async () => {
    await imported(['youtube', 'UC0000000000000000000009'], ['file', 'page_01']);
    const wish = body({ accounts: undefined, competitors: [rival] });
    const scan = created(await initiateScan(deps, room.who, wish, plain));
    expect(scan.parameters.accounts).toEqual(['youtube:UC0000000000000000000009']);
    expect(scan.parameters.competitors).toEqual([rival]);
  });

  it('refuses a scan of a user without own accounts, and writes nothing', async () => {
    await imported(['file', 'page_01']);
    await expect(
      initiateScan(deps, room.who, body({ accounts: undefined }), plain),
    ).rejects.toThrow(new InvalidInput('accounts', noneKnown));
    expect(room.store.state.scans.size).toBe(0);
  });

  it('does not take an account as own that is named as competitor', async () => {
    await imported(
      ['youtube', 'UC0000000000000000000001'],
      ['youtube', 'UC0000000000000000000002'],
    );
    const wish = body({ accounts: undefined, competitors: [rival] });
    const scan = created(await initiateScan(deps, room.who, wish, plain));
    expect(scan.parameters).toMatchObject({ accounts: [own], competitors: [rival] });
  });

  it('drops a competitor that is also own', async () => {
    const wish = { ...body(), competitors: [own, rival] };
    const scan = created(await initiateScan(deps, room.who, wish, plain));
    expect(scan.parameters.competitors).toEqual([rival]);
    expect(scan.steps.filter(({ accountRef }) => accountRef === own)).toHaveLength(1);
  });

  it('refuses a scan beyond the hourly quota, and says when to come again', async () => {
    for (let scan = 0; scan < 3; scan += 1) {
      created(await initiateScan(deps, room.who, body(), plain));
    }
    expect(await initiateScan(deps, room.who, body(), plain)).toMatchObject({
      outcome: 'quota_exceeded',
      limit: 3,
      retryAfterMs: expect.closeTo(3_600_000, -5),
    });
    expect(room.store.state.scans.size).toBe(3);
  });

  it('repeats the answer of the first call with the same key and request', async () => {
    const call = { ...plain, idempotency: { key: 'a key', requestHash: 'a hash' } };
    const first = created(await initiateScan(deps, room.who, body(), call));
    expect(await initiateScan(deps, room.who, body(), call)).toEqual({
      outcome: 'repeated',
      scan: first,
    });
    const other = { ...plain, idempotency: { key: 'a key', requestHash: 'another hash' } };
    expect(await initiateScan(deps, room.who, body(), other)).toEqual({ outcome: 'key_reused' });
    expect(room.store.state.scans.size).toBe(1);
  });

  it('hands the trace on to the one who dispatches it', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    created(await initiateScan(deps, room.who, body(), { ...plain, traceparent }));
    const seen: (string | null)[] = [];
    await room.store.dispatch.relay(1, async (dispatch) => void seen.push(dispatch.traceparent));
    expect(seen).toEqual([traceparent]);
  });
});

const noneKnown =
  'no own account of this user is known on youtube: name one here, or import its posts in a file of their own';

describe('initiating a collection', () => {
  it('plans no analysis and counts on no quota', async () => {
    const wish = initiateCollectionSchema.parse({ accounts: [own, rival, 'file:page_01'] });
    for (let scan = 0; scan < 3; scan += 1) {
      created(await initiateScan(deps, room.who, body(), plain));
    }
    const scan = created(await initiateCollection(deps, room.who, wish, plain));
    expect(scan.kind).toBe('collection');
    expect(scan.steps.map(({ stepKey }) => stepKey)).toEqual([
      'collect-0',
      'collect-1',
      'collect-2',
    ]);
    expect(scan.parameters.platforms).toEqual(['youtube', 'file']);
  });
});
