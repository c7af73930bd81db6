import type { LookupFunction } from 'node:net';
import { AddressForbidden, UpstreamUnavailable } from '@viral-scan/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEgress, isPublicAddress } from '../src/index.ts';
import { guardLookup } from '../src/public-address.ts';
import { type LoopbackServer, startServer } from './loopback-server.ts';

let server: LoopbackServer;
beforeAll(async () => {
  server = await startServer((_, response) => response.end('reached'));
});
afterAll(() => server.close());

const resolvingTo =
  (...addresses: string[]): LookupFunction =>
  (_, __, callback) => {
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    callback(null, found);
  };

test.each([
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['127.0.0.1', false],
  ['10.0.0.1', false],
  ['172.16.0.1', false],
  ['192.168.0.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['192.0.0.8', false],
  ['198.18.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['240.0.0.1', false],
  ['::', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:8.8.8.8', false],
  ['::127.0.0.1', false],
  ['64:ff9b::7f00:1', false],
  ['64:ff9b:1::7f00:1', false],
  ['2002:7f00:1::', false],
  ['2001::1', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['fc00::1', false],
  ['fec0::1', false],
  ['ff02::1', false],
  ['2001:db8::1', false],
  ['example.com', false],
  ['', false],
])('the address %s is public: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

test('the address that was checked is the one connected to: it is looked up once', () => {
  let lookups = 0;
  const guarded = guardLookup((hostname, options, callback) => {
    lookups += 1;
    resolvingTo(lookups === 1 ? '8.8.8.8' : '127.0.0.1')(hostname, options, callback);
  });
  const answers: unknown[] = [];
  guarded('rebind.example', {}, (...answer) => answers.push(answer));
  guarded('rebind.example', { all: true }, (error) => answers.push(error?.constructor.name));
  expect(answers).toEqual([[null, '8.8.8.8', 4], 'AddressForbidden']);
  expect(lookups).toBe(2);
});

describe('what may be called', () => {
  test.each([
    'https://127.0.0.1',
    'https://[::1]',
    'https://0x7f.1',
    'https://2130706433',
    'https://017700000001',
    'https://[::ffff:127.0.0.1]',
    'https://[::ffff:7f00:1]',
    'https://[64:ff9b::7f00:1]',
    'https://169.254.169.254',
    'https://10.1.2.3',
    'https://0.0.0.0',
  ])('the literal %s is refused before connecting', async (address) => {
    const egress = createEgress();
    const url = new URL(address);
    url.port = String(server.port);
    const failed = egress.request({ url });
    await expect(failed).rejects.toBeInstanceOf(AddressForbidden);
    await expect(failed).rejects.toThrow('is not a public address');
    await egress.close();
  });

  test.each([
    'http://[::1]',
    'http://0x7f.1',
    'http://2130706433',
    'http://example.com',
    'ftp://a',
  ])('%s is refused since it is no https', async (address) => {
    const egress = createEgress();
    const url = new URL(address);
    url.port = String(server.port);
    await expect(egress.request({ url })).rejects.toBeInstanceOf(AddressForbidden);
    await egress.close();
  });

  test.each([
    [['127.0.0.1']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['64:ff9b::7f00:1']],
    [['8.8.8.8', '127.0.0.1']],
    [[]],
  ])('a name that resolves to %j is refused', async (addresses) => {
    const egress = createEgress({ lookup: resolvingTo(...addresses) });
    const url = new URL(`https://innocent.example:${server.port}/p?key=secret`);
    const failed = egress.request({ url });
    await expect(failed).rejects.toBeInstanceOf(AddressForbidden);
    await expect(failed).rejects.toThrow('innocent.example does not resolve to public addresses');
    await expect(failed).rejects.not.toThrow('secret');
    await egress.close();
  });

  test('an unknown name is UpstreamUnavailable', async () => {
    const lookup: LookupFunction = (_, __, callback) =>
      callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
    const egress = createEgress({ lookup });
    const failed = egress.request({ url: new URL('https://nowhere.example/') });
    await expect(failed).rejects.toBeInstanceOf(UpstreamUnavailable);
    await expect(failed).rejects.toThrow('GET nowhere.example/: the connection failed (ENOTFOUND)');
    await egress.close();
  });

  test('only the exact allowed origin is exempt', async () => {
    const egress = createEgress({ allow: [server.origin] });
    const url = new URL(`${server.origin}/p`);
    expect((await egress.request({ url })).text).toBe('reached');
    const others = [
      `http://127.0.0.1:${server.port + 1}/`,
      `https://127.0.0.1:${server.port}/`,
      `http://localhost:${server.port}/`,
      `http://user:word@127.0.0.1:${server.port}/`,
    ];
    for (const other of others) {
      await expect(egress.request({ url: new URL(other) })).rejects.toBeInstanceOf(
        AddressForbidden,
      );
    }
    await egress.close();
  });
});
