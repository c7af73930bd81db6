import type { ConnectRefusal, FinishedConnection } from '@viral-scan/scan';

const refusals: Readonly<Record<ConnectRefusal, string>> = {
  unknown_state: 'This link was used already, or is none of ours. Begin again in your application.',
  expired: 'This took longer than ten minutes. Begin again in your application.',
  wrong_browser: 'This was begun in another browser. Begin again in your application.',
  wrong_platform: 'This answer is of another platform than the one that was asked.',
  wrong_issuer: 'This answer is of another sender than the one that was asked.',
  denied: 'You did not allow the access. Nothing was connected.',
  bad_answer: 'The platform’s answer cannot be read. Begin again in your application.',
  code_rejected: 'The platform does not accept its code any more. Begin again in your application.',
  missing_scopes:
    'Some of the access that is needed was left out. Begin again and allow all of it.',
  no_account: 'There is no account on this platform behind your login.',
  being_erased:
    'What is stored of you is being deleted. Nothing was connected. Begin again once that is done.',
  not_configured: 'This platform cannot be connected here at the moment.',
  platform_refused: 'The platform refused the connection.',
  platform_unavailable: 'The platform cannot be reached at the moment. Try again later.',
};

/** Of fixed texts alone: nothing a browser or a platform has sent stands in it. */
export function outcomePage(finished: FinishedConnection): string {
  const isConnected = finished.outcome === 'connected';
  const title = isConnected ? 'Account connected' : 'Account not connected';
  const text = isConnected ? 'You can close this window.' : refusals[finished.reason];
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} – Viral Scan</title></head>
<body><h1>${title}</h1><p>${text}</p></body>
</html>
`;
}

/** Scripts, styles, frames and forms have no place in it. */
export const pageHeaders = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  // The address holds a code.
  'referrer-policy': 'no-referrer',
};
