import type { AccountSummary, Report } from '@viral-scan/contracts';
import { clip, drawn, notEnough, percent, table, whole } from './writing.ts';

type NameOf = (accountId: string) => string;

/** The day's curve from 0 to 23 h, with its tops. */
export function audienceLines(report: Report, nameOf: NameOf): string[] {
  if (report.audience_activity.length === 0) return [notEnough(report.evidence.audience_activity)];
  return report.audience_activity.map(
    ({ account_id: id, hours, peak_hours: peaks, days, timezone }) => {
      const tops = peaks.slice(0, 3).map((hour) => `${String(hour).padStart(2, '0')}:00`);
      return `  ${clip(nameOf(id), 24).padEnd(24)} ${drawn(hours.map(({ mean_active: mean }) => mean))}  most at ${tops.join(', ') || 'no hour'}, ${days} days (${timezone})`;
    },
  );
}

/** The two largest groups of each dimension. */
export function demographicsLines(report: Report, nameOf: NameOf): string[] {
  if (report.audience_demographics.length === 0) {
    return [notEnough(report.evidence.audience_demographics)];
  }
  const byAccount = Map.groupBy(report.audience_demographics, ({ account_id: id }) => id);
  return [...byAccount].map(([id, dimensions]) => {
    const largest = dimensions.map(({ groups }) =>
      groups
        .slice(0, 2)
        .map(({ name, share }) => `${clip(name, 24)} ${(100 * share).toFixed(0)} %`)
        .join(', '),
    );
    return `  ${clip(nameOf(id), 24).padEnd(24)} ${largest.join(' · ')}`;
  });
}

export function outlierLines(report: Report, nameOf: NameOf): string[] {
  if (report.viral_posts.length === 0) return [notEnough(report.evidence.viral_posts)];
  return report.viral_posts
    .slice(0, 5)
    .map(
      (post) =>
        `  ×${post.outlier_multiple.toFixed(1).padEnd(5)} ${post.published_at.slice(0, 10)}  ${clip(post.caption?.split('\n')[0] ?? post.post_id, 44).padEnd(44)} ${nameOf(post.account_id)}${post.provisional ? ' (provisional)' : ''}`,
    );
}

/** Posts far off in several features at once, with the one that says most. */
export function anomalyLines(report: Report, nameOf: NameOf): string[] {
  if (report.anomalies.length === 0) return [notEnough(report.evidence.anomalies)];
  return report.anomalies.slice(0, 4).map((post) => {
    const [first] = post.features;
    const why =
      first === undefined
        ? ''
        : `${first.feature.replaceAll('_', ' ')} ${figure(first.value)}, usually ${figure(first.typical)}`;
    return `  ${post.score.toFixed(2)} ${post.published_at.slice(0, 10)}  ${clip(post.caption?.split('\n')[0] ?? post.post_id, 30).padEnd(30)} ${clip(why, 44).padEnd(44)} ${nameOf(post.account_id)}`;
  });
}

const figure = (value: number): string => (value >= 10 ? whole(value) : value.toFixed(3));

export function accountTable(accounts: readonly AccountSummary[]): string[] {
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
  return table(head, rows, 2);
}

/** The last 30 points of each own account's rolling mean, and the coming 14 days. */
export function trendLines(report: Report, own: readonly AccountSummary[]): string[] {
  return own.flatMap(({ account_id: id, name }) => {
    const past = report.trends.rolling_7d
      .filter((point) => point.account_id === id)
      .slice(-30)
      .map(({ mean_engagements: mean }) => mean);
    const coming = report.trends.forecast.filter((point) => point.account_id === id);
    const [first] = coming;
    const label = clip(name ?? id, 24).padEnd(24);
    const lines = [
      past.every((mean) => mean === null)
        ? `  ${label} nothing measured`
        : `  ${label} ${drawn(past)}  now ${whole(past.at(-1) ?? null)}`,
    ];
    if (first !== undefined) {
      const curve = drawn(coming.map(({ mean }) => mean));
      lines.push(
        `  ${'next 14 days, per day'.padEnd(24)} ${curve}  tomorrow ${whole(first.mean)} (80 %: ${whole(first.lower_80)} to ${whole(first.upper_80)})`,
      );
    }
    return lines;
  });
}

/** How good expectations were on posts that took no part in learning. */
export function accuracyLines(report: Report, nameOf: NameOf): string[] {
  const accounts = report.accuracy?.accounts ?? [];
  if (accounts.length === 0) return [notEnough(report.evidence.accuracy)];
  return accounts.map(
    ({ account_id: id, model, trailing_mean: past, scored_on: posts }) =>
      `  ${clip(nameOf(id), 24).padEnd(24)} off by ${model.mae_ln.toFixed(2)} (ln) on ${posts} later posts, the mean of the last 20 by ${past.mae_ln.toFixed(2)}; within a factor of 2: ${(100 * model.within_2x).toFixed(0)} % and ${(100 * past.within_2x).toFixed(0)} %`,
  );
}
