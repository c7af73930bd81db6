import type { LimitUsage } from '../limits/limits.ts';

const minuteMs = 60_000;

/** Time and processor time are told as well; here they follow the calls. */
const times = (percent: number) => ({
  total_cputime: Math.floor(percent * 0.6),
  total_time: Math.floor(percent * 0.8),
});
const most = (usage: readonly LimitUsage[]): number =>
  Math.max(0, ...usage.map(({ percent }) => percent));

/**
 * `X-App-Usage` of the app's limits, and `X-Business-Use-Case-Usage` of one account's with the
 * minutes until it has room again; in percent.
 */
export function usageHeaders(
  usage: readonly LimitUsage[],
  account: { readonly id: string; readonly type: string },
): Readonly<Record<string, string>> {
  const ofApp = most(usage.filter(({ rule }) => rule.per === 'app'));
  const others = usage.filter(({ rule }) => rule.per !== 'app');
  const ofAccount = most(others);
  const freeInMs = Math.max(0, ...others.map((entry) => entry.freeInMs));
  return {
    'x-app-usage': JSON.stringify({ call_count: ofApp, ...times(ofApp) }),
    'x-business-use-case-usage': JSON.stringify({
      [account.id]: [
        {
          type: account.type,
          call_count: ofAccount,
          ...times(ofAccount),
          estimated_time_to_regain_access: Math.ceil(freeInMs / minuteMs),
        },
      ],
    }),
  };
}
