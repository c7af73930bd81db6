import type { ErasureReceipt } from '@viral-scan/contracts';
import { expect, it } from 'vitest';
import { receiptPage } from '../src/erasures/receipt-page.ts';

it('the page of an erasure names the platforms where people have to take the access back', () => {
  const receipt: ErasureReceipt = {
    code: 'c',
    status: 'completed',
    scope: 'user',
    requested_at: '2026-06-01T12:00:00.000Z',
    completed_at: '2026-06-01T12:00:10.000Z',
    status_url: 'https://api.example/erasures/c',
    erased: {},
    not_revoked: [],
  };
  expect(receiptPage(receipt)).not.toContain('settings');
  const reason = 'there is no call for it';
  const left = [
    { platform: 'instagram', reason },
    { platform: 'threads', reason },
    { platform: 'instagram', reason },
  ] as const;
  expect(receiptPage({ ...receipt, not_revoked: [...left] })).toContain(
    'could not take it back at: instagram, threads.',
  );
});
