import type { ErasureReceipt } from '@viral-scan/contracts';

const rest = 'You can close this window, or keep its address to look again.';
const texts: Readonly<Record<ErasureReceipt['status'], readonly [string, string]>> = {
  running: ['Your data is being deleted', `This takes some minutes. ${rest}`],
  completed: ['Your data has been deleted', `Nothing of it is kept. ${rest}`],
};

/** For people whom a platform sends here. Names nobody; nothing of a request stands in it. */
export function receiptPage(receipt: ErasureReceipt): string {
  const { status, requested_at, completed_at, not_revoked: notRevoked } = receipt;
  const [title, text] = texts[status];
  const platforms = [...new Set(notRevoked.map(({ platform }) => platform))].join(', ');
  const left =
    platforms === ''
      ? ''
      : `<p>We no longer hold any access to your accounts, but could not take it back at: ${platforms}. Remove it in the settings there.</p>`;
  const end = completed_at === null ? '' : `<br>Completed: ${completed_at}`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} – Viral Scan</title></head>
<body><h1>${title}</h1><p>${text}</p>${left}<p>Requested: ${requested_at}${end}</p></body>
</html>
`;
}
