/**
 * A number from -1 to 1 to so many decimals, as Python's round(): by its exact binary value,
 * and to the even digit where that lies exactly between two. Number.prototype.toFixed takes the
 * greater of the two there: 0.0625 is 0.062 in Python, "0.063" in JavaScript.
 */
export function roundHalfEven(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  const scaled = value * scale;
  const below = Math.floor(scaled);
  const part = scaled - below;
  if (Math.abs(part - 0.5) > 1e-6) return (part < 0.5 ? below : below + 1) / scale;
  // (2·below + 1) / (2·10^d) is a binary fraction, and so a true tie, only if 5^d divides it away
  const isTie = part === 0.5 && (2 * below + 1) % 5 ** decimals === 0;
  if (isTie) return (below % 2 === 0 ? below : below + 1) / scale;
  return Number(value.toFixed(decimals));
}
