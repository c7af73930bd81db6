import type { Hook, OptimalTime, Report } from '@viral-scan/contracts';
import { clip, lift, notEnough, probability, range } from './writing.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

type NameOf = (accountId: string) => string;

/** The first five slots, with how the latest fifth of the posts stands to each. */
export function bestTimes(report: Report, nameOf: NameOf): string[] {
  if (report.optimal_times.length === 0) return [notEnough(report.evidence.optimal_times)];
  const row = (time: OptimalTime): string => {
    const day = time.weekday === null ? 'any day' : (weekdays[time.weekday - 1] ?? '');
    const hour = `${String(time.hour).padStart(2, '0')}:00`;
    const later =
      time.holdout.lift_pct === null ? 'too few' : `${lift(time.holdout.lift_pct)} later`;
    return `  ${hour} ${day.padEnd(8)} ${lift(time.lift_pct).padStart(7)}  95 % ${range(time.ci_95).padEnd(18)} n=${String(time.posts).padEnd(4)} p${probability(time.p_value)}  ${later.padEnd(12)} ${time.confidence.padEnd(8)} ${nameOf(time.account_id)} (${time.timezone})`;
  };
  return report.optimal_times.slice(0, 5).map(row);
}

export function hookLines(report: Report, nameOf: NameOf): string[] {
  if (report.hooks.length === 0) return [notEnough(report.evidence.hooks)];
  const row = (hook: Hook): string =>
    `  ${clip(hook.template, 30).padEnd(30)} ${lift(hook.lift_pct).padStart(7)}  95 % ${range(hook.ci_95).padEnd(18)} n=${String(hook.posts).padEnd(4)} q${probability(hook.q_value)}  ${nameOf(hook.account_id)}`;
  return report.hooks.slice(0, 6).map(row);
}

/** Hashtags, emoji, lengths, types and sounds, most certain first. */
export function effectLines(report: Report, nameOf: NameOf): string[] {
  const effects = [
    ...report.content_effects.map((each) => ({
      ...each,
      what: `${each.kind.replace('_', ' ')} ${each.value}`,
    })),
    ...report.emoji_impact.map((each) => ({ ...each, what: `emoji ${each.emoji}` })),
  ].sort((a, b) => a.p_value - b.p_value);
  if (effects.length === 0) return [notEnough(report.evidence.content_effects)];
  return effects
    .slice(0, 5)
    .map(
      (each) =>
        `  ${clip(each.what, 30).padEnd(30)} ${lift(each.lift_pct).padStart(7)}  95 % ${range(each.ci_95).padEnd(18)} n=${String(each.posts).padEnd(4)} q${probability(each.q_value)}  ${nameOf(each.account_id)}`,
    );
}

/** Groups of posts that do worse, weak hashtags, the second at which viewers leave. */
export function weaknessLines(report: Report, nameOf: NameOf): string[] {
  const {
    underperforming_clusters: groups,
    weak_hashtags: hashtags,
    drop_offs: drops,
  } = report.content_weaknesses;
  const lines = [
    ...groups.slice(0, 3).map((group) => {
      const shared = group.traits.slice(0, 4).map(({ value }) => value);
      return `  ${lift(group.lift_pct ?? 0).padStart(7)}  ${group.posts} similar posts (${clip(shared.join(', ') || 'no common trait', 40)})  ${nameOf(group.account_id)}`;
    }),
    ...(hashtags.length === 0
      ? []
      : [
          `  Weak hashtags: ${hashtags
            .slice(0, 6)
            .map((tag) => `#${tag}`)
            .join(' ')}`,
        ]),
    ...drops
      .filter(({ drop_off_sec: second }) => second !== null)
      .map(
        (drop) =>
          `  Viewers leave at second ${drop.drop_off_sec} (median of ${drop.by_post.length} posts)  ${nameOf(drop.account_id)}`,
      ),
  ];
  return lines.length > 0 ? lines : [notEnough(report.evidence.content_weaknesses)];
}
