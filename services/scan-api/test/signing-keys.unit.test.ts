import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, exportPKCS8, exportSPKI, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signingKeys } from '../src/auth/signing-keys.ts';
import { tokenVerifier } from '../src/auth/token-verifier.ts';
import { HttpProblem } from '../src/problems/http-problem.ts';
import { audience, issuer, sign } from './local-issuer.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
});
afterAll(() => rm(folder, { recursive: true }));

const pair = () => generateKeyPair('ES256', { extractable: true });
const ids = { userId: randomUUID(), tenantId: randomUUID() };

async function verifierOf(content: string) {
  const file = join(folder, randomUUID());
  await writeFile(file, content);
  const keys = await signingKeys({ file, jwksUrl: undefined }, 'ES256');
  return tokenVerifier({ issuer, audience, algorithm: 'ES256', keys });
}

it('a PEM verifies tokens whatever key id they name', async () => {
  const { publicKey, privateKey } = await pair();
  const verify = await verifierOf(`${await exportSPKI(publicKey)}\n`);
  const caller = await verify(await sign({ ...ids, header: { kid: 'any' } }, privateKey));
  expect(caller).toMatchObject(ids);
});

it('a JWKS verifies by key id, and knows no other', async () => {
  const [old, current] = [await pair(), await pair()];
  const keys = [
    { ...(await exportJWK(old.publicKey)), kid: 'old' },
    { ...(await exportJWK(current.publicKey)), kid: 'current' },
  ];
  const verify = await verifierOf(JSON.stringify({ keys }));
  const byOld = await sign({ ...ids, header: { kid: 'old' } }, old.privateKey);
  await expect(verify(byOld)).resolves.toMatchObject(ids);
  for (const kid of ['current', 'unknown']) {
    const token = await sign({ ...ids, header: { kid } }, old.privateKey);
    await expect(verify(token)).rejects.toThrow(HttpProblem);
  }
});

it('only scopes we know are taken from a token', async () => {
  const { publicKey, privateKey } = await pair();
  const verify = await verifierOf(JSON.stringify(await exportJWK(publicKey)));
  const caller = await verify(await sign({ ...ids, scope: 'openid scan:read admin' }, privateKey));
  expect(caller.scopes).toEqual(['scan:read']);
});

it('a file without a public key for the algorithm stops the start', async () => {
  const { privateKey } = await pair();
  for (const content of [
    '',
    '{}',
    '{"keys":[]}',
    JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' }),
    JSON.stringify(await exportJWK(privateKey)),
    await exportPKCS8(privateKey),
  ]) {
    await expect(verifierOf(content), content).rejects.toThrow(/does not hold a public key/);
  }
  const nowhere = { file: join(folder, 'nowhere'), jwksUrl: undefined };
  await expect(signingKeys(nowhere, 'ES256')).rejects.toThrow(/cannot be read/);
});

it('keys that cannot be fetched are not the token’s fault', async () => {
  const keys = await signingKeys({ file: undefined, jwksUrl: 'http://127.0.0.1:9/jwks' }, 'ES256');
  const verify = tokenVerifier({ issuer, audience, algorithm: 'ES256', keys });
  const { privateKey } = await pair();
  const failure = await verify(await sign(ids, privateKey)).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Error);
  expect(failure).not.toBeInstanceOf(HttpProblem);
});
