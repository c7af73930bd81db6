/** Cursors of lists are moments: no two posts of an account share a second. `times` ascend. */
export function wholeSecondsApart(times: readonly number[]): number[] {
  let before = 0;
  return times.map((time) => {
    before = Math.max(time, before + 1_000);
    return before;
  });
}
