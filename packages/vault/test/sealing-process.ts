import { once } from 'node:events';
import type { SubjectKey } from '@viral-scan/contracts';
import { createPools, createStore } from '@viral-scan/store';
import { createVault, parseMasterKeys } from '../src/index.ts';

/**
 * A process of its own: connects, says `ready`, and when it is told so seals a value for each subject.
 * Arguments: database URL, master keys, subjects as JSON. Prints the values as a JSON list of hex.
 */
const [databaseUrl = '', masterKeys = '', subjects = '[]'] = process.argv.slice(2);
const pools = createPools({ databaseUrl, applicationName: 'sealing-process' });
const store = createStore({ pool: pools.scan, identityPool: pools.identity });
const vault = createVault({
  masterKeys: parseMasterKeys(masterKeys),
  subjectKeys: store.subjectKeys,
});
await store.ping();
console.log('ready');
await once(process.stdin, 'data');
const sealed: string[] = [];
for (const subject of JSON.parse(subjects) as SubjectKey[]) {
  sealed.push(
    (await vault.seal(subject, { table: 't', column: 'c', row: 'r' }, 'x')).toString('hex'),
  );
}
console.log(JSON.stringify(sealed));
await pools.end();
process.stdin.destroy();
