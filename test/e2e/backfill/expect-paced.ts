import { expect } from 'vitest';
import type { CallReport } from './sandbox-control.ts';

const api = 'tiktok-accounts';

/** TikTok refused nothing, and no window held more calls than it allows. */
export function expectPaced(
  { by_api, busiest }: CallReport,
  limits: { readonly app: number; readonly user: number },
): void {
  expect(by_api[api]?.refused).toEqual({});
  const windows = busiest.filter((window) => window.api === api);
  expect(windows.some(({ user }) => user !== null)).toBe(true);
  for (const { user, most_in_1s, most_in_60s } of windows) {
    const [who, most] = user === null ? ['the app', limits.app] : ['a user', limits.user];
    console.log(`${who}: at most ${most_in_1s} calls in 1 s (of ${most}), ${most_in_60s} in 60 s`);
    expect(most_in_1s).toBeLessThanOrEqual(most);
    expect(most_in_60s).toBeLessThanOrEqual(limits.app * 60);
  }
}
