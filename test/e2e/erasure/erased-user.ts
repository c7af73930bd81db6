import { createPools, createStore } from '@viral-scan/store';
import { createVault, parseMasterKeys } from '@viral-scan/vault';
import type { BackfillSystem, ConnectedUser } from '../backfill/backfill-system.ts';

/** Of scans apart: logs go by them. */
const ownIds = [
  'select account_id as id from scan.accounts where subject_id = $1',
  'select connection_id from identity.connections where subject_id = $1',
  'select key_id from identity.subject_keys where subject_id = $1',
];

export interface Secrets {
  readonly ids: readonly string[];
  readonly scanIds: readonly string[];
  readonly tokens: readonly string[];
}

/** The ids that our services have given a user so far, and their tokens in the clear. */
export async function secretsOf(
  { database, masterKeys }: BackfillSystem,
  { id: userId }: ConnectedUser,
): Promise<Secrets> {
  const pools = createPools({
    databaseUrl: database.url,
    applicationName: 'sweep',
    max: 2,
    roles: false,
  });
  try {
    const store = createStore({ pool: pools.scan, identityPool: pools.identity });
    const { rows } = await pools.scan.query<{ tenant_id: string; subject_id: string }>(
      'select tenant_id, subject_id from identity.subjects where user_id = $1',
      [userId],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the user is not known');
    const subject = { tenantId: row.tenant_id, subjectId: row.subject_id };
    const ids = [subject.subjectId];
    const found = await pools.scan.query<{ id: string }>(ownIds.join(' union all '), [
      subject.subjectId,
    ]);
    ids.push(...found.rows.map(({ id }) => id));
    const scans = await pools.scan.query<{ scan_id: string }>(
      'select scan_id from scan.scans where subject_id = $1',
      [subject.subjectId],
    );
    const vault = createVault({
      masterKeys: parseMasterKeys(masterKeys),
      subjectKeys: store.subjectKeys,
    });
    const tokens: string[] = [];
    for (const { connectionId, tokens: sealed } of await store.connections.list(subject)) {
      for (const [column, value] of [
        ['access_token_sealed', sealed?.accessToken],
        ['refresh_token_sealed', sealed?.refreshToken],
      ] as const) {
        if (!value) continue;
        const field = { table: 'identity.connections', column, row: connectionId };
        tokens.push(await vault.open(subject, field, value));
      }
    }
    return { ids, scanIds: scans.rows.map((scan) => scan.scan_id), tokens };
  } finally {
    await pools.end();
  }
}
