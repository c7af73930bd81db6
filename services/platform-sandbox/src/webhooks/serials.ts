/** 16 digits, of the moment and a count: never the same twice. */
export function createSerials(now: () => number): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `${String(now()).slice(-12).padStart(12, '1')}${String(last % 10_000).padStart(4, '0')}`;
  };
}
