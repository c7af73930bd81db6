import type { Platform } from '@viral-scan/contracts';
import type { FastifyRequest } from 'fastify';
import { beforeAnything } from './before-anything.ts';
import { Complaints } from './complaints.ts';
import { readAccount } from './read-account.ts';

/** Of routes that take nothing but the account in their path. */
export const namedAccounts = (defaultPlatform: Platform) =>
  beforeAnything((request) => {
    const complaints = new Complaints();
    const account = readAccount(accountIn(request), 'path', defaultPlatform, complaints);
    complaints.settle();
    return account;
  });

/** The path's `:account_id`, decoded. */
export function accountIn({ params }: Pick<FastifyRequest, 'params'>): string {
  const given = (params as { readonly account_id?: unknown }).account_id;
  return typeof given === 'string' ? given : '';
}
