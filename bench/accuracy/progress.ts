const everyMs = 2_000;

/** Tells on stderr how far long work is, at most every two seconds. */
export function progress(what: string, total: number): (done: number) => void {
  let last = performance.now();
  return (done) => {
    const now = performance.now();
    if (now - last < everyMs || done >= total) return;
    last = now;
    console.error(`… ${what}: ${done} of ${total}`);
  };
}
