import type { AccountSummary, Evidence, Hook, OptimalTime, Report } from '@viral-scan/contracts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const ruleWidth = 78;

/** The report on one screen, for people. Every number stands beside its evidence. */
export function summarize(report: Report): string {
  const own = report.accounts.filter(({ role }) => role === 'own');
  const names = new Map(report.accounts.map(({ account_id, name }) => [account_id, name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  return [
    rule(`Report of ${own.map(({ name, account_id }) => name ?? account_id).join(', ')}`),
    `${report.dataset.posts} posts of ${report.dataset.accounts} accounts, ${report.dataset.from.slice(0, 10)} to ${report.dataset.to.slice(0, 10)}; status ${report.status}`,
    ...coverageLines(report),
    '',
    heading('Best times to post'),
    ...bestTimes(report, nameOf),
    '',
    heading('Hooks'),
    ...hookLines(report, nameOf),
    '',
    heading('Outliers'),
    ...outlierLines(report, nameOf),
    '',
    heading('Accounts'),
    ...accountTable(report.accounts),
    '',
    heading('Last 7 days (mean engagements of posts published in the 7 days before)'),
    ...own.map(
      (account) =>
        `  ${(account.name ?? account.account_id).padEnd(24)} ${curve(report, account.account_id)}`,
    ),
    '',
    ...notSaid(report),
  ].join('\n');
}

function coverageLines(report: Report): string[] {
  return report.dataset.coverage
    .filter(({ reason, status }) => reason !== null || status !== 'complete')
    .map(
      ({ account_id, status, reason }) =>
        `  ${account_id}: ${status}${reason ? `, ${reason}` : ''}`,
    );
}

function bestTimes(report: Report, nameOf: (id: string) => string): string[] {
  if (report.optimal_times.length === 0) return [notEnough(report.evidence.optimal_times)];
  const row = (time: OptimalTime): string => {
    const day = time.weekday === null ? 'any day' : (weekdays[time.weekday - 1] ?? '');
    const hour = `${String(time.hour).padStart(2, '0')}:00`;
    return `  ${hour} ${day.padEnd(8)} ${lift(time.lift_pct).padStart(7)}  95 % ${range(time.ci_95).padEnd(18)} n=${String(time.posts).padEnd(4)} p${probability(time.p_value)}  ${time.confidence.padEnd(8)} ${nameOf(time.account_id)} (${time.timezone})`;
  };
  return report.optimal_times.slice(0, 5).map(row);
}

function hookLines(report: Report, nameOf: (id: string) => string): string[] {
  if (report.hooks.length === 0) return [notEnough(report.evidence.hooks)];
  const row = (hook: Hook): string =>
    `  ${hook.template.padEnd(30)} ${lift(hook.lift_pct).padStart(7)}  95 % ${range(hook.ci_95).padEnd(18)} n=${String(hook.posts).padEnd(4)} q${probability(hook.q_value)}  ${nameOf(hook.account_id)}`;
  return report.hooks.slice(0, 6).map(row);
}

function outlierLines(report: Report, nameOf: (id: string) => string): string[] {
  if (report.viral_posts.length === 0) return [notEnough(report.evidence.viral_posts)];
  return report.viral_posts
    .slice(0, 5)
    .map(
      (post) =>
        `  ×${post.outlier_multiple.toFixed(1).padEnd(5)} ${post.published_at.slice(0, 10)}  ${clip(post.caption?.split('\n')[0] ?? post.post_id, 44).padEnd(44)} ${nameOf(post.account_id)}`,
    );
}

function accountTable(accounts: readonly AccountSummary[]): string[] {
  const rows = accounts.map((account) => [
    clip(account.name ?? account.account_id, 22),
    account.role,
    String(account.posts),
    account.posts_per_week?.toFixed(1) ?? '–',
    whole(account.median_views),
    whole(account.median_engagements),
    percent(account.engagement_rate_pct.by_views),
    whole(account.followers),
  ]);
  const head = [
    'account',
    'role',
    'posts',
    'per week',
    'med. views',
    'med. eng.',
    'rate/views',
    'followers',
  ];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`;
  return [
    line(head),
    `  ${widths.map((width) => '─'.repeat(width)).join('  ')}`,
    ...rows.map(line),
  ];
}

/** The last 30 points of the rolling mean, drawn; a gap where nothing was measured. */
function curve(report: Report, accountId: string): string {
  const points = report.trends.rolling_7d.filter(({ account_id }) => account_id === accountId);
  const values = points.slice(-30).map(({ mean_engagements }) => mean_engagements);
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return 'nothing measured';
  const least = Math.min(...known);
  const span = Math.max(...known) - least || 1;
  const marks = '▁▂▃▄▅▆▇█';
  const drawn = values
    .map((value) => (value === null ? ' ' : marks.charAt(Math.round(((value - least) / span) * 7))))
    .join('');
  return `${drawn}  now ${whole(values.at(-1) ?? null)}`;
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

/** Why a list is empty: too little to tell, or nothing to tell of. */
const notEnough = ({ status, reason }: Evidence): string =>
  status === 'sufficient' ? `  None: ${reason}` : `  Not enough evidence: ${reason}`;
const probability = (p: number): string => (p < 0.0005 ? '<0.001' : `=${p.toFixed(3)}`);
const heading = (text: string): string => text;
const rule = (text: string): string =>
  `── ${text} ${'─'.repeat(Math.max(0, ruleWidth - text.length - 4))}`;
const lift = (pct: number): string => `${pct >= 0 ? '+' : ''}${pct.toFixed(0)} %`;
const range = ([low, high]: readonly [number, number]): string => `${lift(low)} … ${lift(high)}`;
const whole = (value: number | null): string =>
  value === null ? '–' : Math.round(value).toLocaleString('en');
const percent = (value: number | null): string => (value === null ? '–' : `${value.toFixed(2)} %`);
const clip = (text: string, length: number): string => {
  const letters = [...text.replaceAll(/\p{C}/gu, ' ')];
  return letters.length <= length ? letters.join('') : `${letters.slice(0, length - 1).join('')}…`;
};
