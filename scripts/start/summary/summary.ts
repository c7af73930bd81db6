import type { AccountSummary, Report } from '@viral-scan/contracts';
import {
  accountTable,
  accuracyLines,
  anomalyLines,
  audienceLines,
  demographicsLines,
  outlierLines,
  trendLines,
} from './observations.ts';
import { bestTimes, effectLines, hookLines, weaknessLines } from './recommendations.ts';
import { clip, rule } from './writing.ts';

/** The report on one screen, for people. Every number stands beside its evidence. */
export function summarize(report: Report): string {
  const accounts = report.accounts.map((account) => ({
    ...account,
    name: toldApart(account, report.accounts),
  }));
  const own = accounts.filter(({ role }) => role === 'own');
  const names = new Map(accounts.map(({ account_id, name }) => [account_id, name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Best times to post', bestTimes(report, nameOf)],
    ['When followers are active', audienceLines(report, nameOf)],
    ['Who followers are', demographicsLines(report, nameOf)],
    ['Hooks', hookLines(report, nameOf)],
    ['What else goes with better or worse posts', effectLines(report, nameOf)],
    ['Weaknesses', weaknessLines(report, nameOf)],
    ['Outliers', outlierLines(report, nameOf)],
    ['Anomalies', anomalyLines(report, nameOf)],
    ['Accounts', accountTable(accounts)],
    ['Mean engagements of the last 7 days’ posts, day by day', trendLines(report, own)],
    ['How good expectations are', accuracyLines(report, nameOf)],
  ];
  return [
    rule(`Report of ${own.map(({ name }) => name).join(', ')}`),
    `${report.dataset.posts} posts of ${report.dataset.accounts} accounts, ${report.dataset.from.slice(0, 10)} to ${report.dataset.to.slice(0, 10)}; status ${report.status}`,
    ...coverageLines(report),
    '',
    ...sections.flatMap(([heading, lines]) => [heading, ...lines, '']),
    ...notSaid(report),
  ].join('\n');
}

/** People have the same name on several platforms. */
function toldApart(
  { account_id: id, name, platform }: AccountSummary,
  all: readonly AccountSummary[],
): string {
  if (name === null) return id;
  const isShared = all.some((other) => other.name === name && other.account_id !== id);
  // Short enough that no column cuts the platform off.
  return isShared ? `${clip(name, 13)}, ${platform}` : name;
}

function coverageLines(report: Report): string[] {
  return report.dataset.coverage
    .filter(({ reason, status }) => reason !== null || status !== 'complete')
    .map(
      ({ account_id, status, reason }) =>
        `  ${account_id}: ${status}${reason ? `, ${reason}` : ''}`,
    );
}

function notSaid(report: Report): string[] {
  const silent = Object.entries(report.evidence).filter(
    ([, { status }]) => status === 'not_offered',
  );
  if (silent.length === 0) return [];
  return [
    `Not in this report: ${silent.map(([section]) => section).join(', ')} (reasons under "evidence").`,
  ];
}
