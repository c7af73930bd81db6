import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { AddressForbidden } from '@viral-scan/contracts';
import ipaddr from 'ipaddr.js';

/**
 * True for public unicast addresses only. Addresses that carry another one (IPv4-mapped, 6to4,
 * NAT64, Teredo) are refused whatever they carry: no public host needs them.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const written = ipaddr.parse(address);
  return written.range() === 'unicast' && ipaddr.process(address).range() === 'unicast';
}

/**
 * Refuses an IP literal that is not public. `URL` has already turned `0x7f.1` and `2130706433`
 * into `127.0.0.1`. Needed beside `guardLookup`, which is not called for literals.
 */
export function checkLiteral(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(host) && !isPublicAddress(host)) {
    throw new AddressForbidden(`${host} is not a public address`);
  }
}

/**
 * A look-up for `net.connect` that answers public addresses or fails with `AddressForbidden`. The
 * socket connects to the very answer that was checked, so a second look-up cannot slip in another.
 * One address that is not public refuses the whole name.
 */
export function guardLookup(lookup: LookupFunction = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found, family) => {
      if (error) return callback(error, []);
      const addresses = Array.isArray(found) ? found : [{ address: found, family: family ?? 4 }];
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
        const refusal = new AddressForbidden(`${hostname} does not resolve to public addresses`);
        return callback(refusal, []);
      }
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}
