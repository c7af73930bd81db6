import type { ScanResults } from '@viral-scan/contracts';
import type { Reachable } from './local-system.ts';
import { sandboxApiKey } from './services.ts';

/** What a person can do next, ready to paste. */
export function howToGoOn(
  { apiUrl, sandbox, userId }: Reachable,
  { scan_id: scanId, report }: ScanResults,
  runFile: string,
): string {
  const again = JSON.stringify({
    platforms: report?.parameters.platforms,
    accounts: report?.parameters.accounts,
    lookback_days: report?.parameters.lookback_days,
  });
  const [account = ''] = report?.parameters.accounts ?? [];
  const channel = account.replace('youtube:', '');
  const upstream = account.startsWith('youtube:')
    ? `\n  curl -s '${sandbox.url}/youtube/v3/channels?part=snippet,statistics&id=${channel}&key=${sandboxApiKey}'`
    : '';
  const scraped = report?.parameters.competitors[0] ?? account;
  const scrape =
    scraped === ''
      ? ''
      : `  curl -s -X POST -H "Authorization: Bearer $TOKEN" ${apiUrl}/scrape/account/${encodeURIComponent(scraped)}
  curl -s -H "Authorization: Bearer $TOKEN" '${apiUrl}/viral-posts?limit=5'
  curl -s ${sandbox.url}/_sandbox/partners\n`;
  // Only who is connected is told of.
  const isConnected = report?.parameters.accounts?.some((ref) => ref.startsWith('tiktok:'));
  const webhook =
    isConnected === true
      ? `  curl -s -H 'Content-Type: application/json' -d '{"platform":"tiktok","event":"post.publish.publicly_available"}' \\
    ${sandbox.url}/_sandbox/webhooks/send\n`
      : '';
  return `
  API docs   ${apiUrl}/docs
  Results    ${apiUrl}/scan/results/${scanId}
  Sandbox    ${sandbox.url}/
  For scripts: ${runFile}

Go on with (in another terminal, in this folder):

  TOKEN=$(node -p "JSON.parse(fs.readFileSync('.viral-scan/run.json')).token")
  curl -s -H "Authorization: Bearer $TOKEN" ${apiUrl}/scan/results/${scanId}
  curl -s -H "Authorization: Bearer $TOKEN" ${apiUrl}/users/${userId}/scan/latest
  curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
    -d '${again.replaceAll("'", "'\\''")}' ${apiUrl}/scan/initiate
  curl -s -H "Authorization: Bearer $TOKEN" ${apiUrl}/accounts
  curl -s ${sandbox.url}/_sandbox/accounts${upstream}
${scrape}${webhook}
Ctrl-C stops everything; your scans are kept for the next start.`;
}
