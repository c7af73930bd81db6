/**
 * For services that move data and compute little. V8 sizes its heap by its limits: with these a
 * stream of any length leaves the process as small as a short one (measured by
 * `npm run bench -- import`), at the same speed.
 */
export const ioBoundFlags = ['--max-old-space-size=256', '--max-semi-space-size=4'] as const;
