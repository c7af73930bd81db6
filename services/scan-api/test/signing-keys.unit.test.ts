import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, exportPKCS8, exportSPKI, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signingKeys } from '../src/auth/signing-keys.ts';
import { tokenVerifier } from '../src/auth/token-verifier.ts';
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
    await expect(verify(token)).rejects.toMatchObject({ parts: { status: 401 } });
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

describe('a JWKS address', () => {
  let server: Server;
  let jwksUrl: string;
  let answer: { status: number; body: string };
  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    jwksUrl = `http://127.0.0.1:${address.port}/jwks`;
  });
  afterAll(() => server.close());

  const verifier = async () =>
    tokenVerifier({
      issuer,
      audience,
      algorithm: 'ES256',
      keys: await signingKeys({ file: undefined, jwksUrl }, 'ES256'),
    });

  it('gives the keys', async () => {
    const { publicKey, privateKey } = await pair();
    const jwk = { ...(await exportJWK(publicKey)), kid: 'one' };
    answer = { status: 200, body: JSON.stringify({ keys: [jwk] }) };
    const verify = await verifier();
    const token = await sign({ ...ids, header: { kid: 'one' } }, privateKey);
    await expect(verify(token)).resolves.toMatchObject(ids);
  });

  it('that is away or answers nonsense is a 503, not the token’s fault', async () => {
    const { privateKey } = await pair();
    const token = await sign(ids, privateKey);
    for (answer of [
      { status: 500, body: '' },
      { status: 200, body: '<html>' },
    ]) {
      const failure = await (await verifier())(token).catch((error: unknown) => error);
      expect(failure).toMatchObject({ parts: { status: 503 } });
    }
  });
});
