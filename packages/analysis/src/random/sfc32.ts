/** Gives the next number of a sequence in [0, 1). */
export type Random = () => number;

/**
 * Chris Doty-Humphrey's Small Fast Counting generator, 32 bit (PractRand): passes
 * BigCrush, period at least 2^32. Seeded, so that the same input gives the same report.
 */
export function sfc32(seed: readonly [number, number, number]): Random {
  let [a, b, c] = seed;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 15; i += 1) next();
  return next;
}

/** 32-bit FNV-1a of the UTF-16 units of a text, from a chosen start. O(length). */
function fnv1a(text: string, start: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619);
  }
  return hash | 0;
}

/** A generator that depends on the words alone, the same on every machine. */
export function randomFor(...words: readonly (string | number)[]): Random {
  const text = words.join('\n');
  return sfc32([fnv1a(text, 0x811c9dc5), fnv1a(text, 0x9e3779b9), fnv1a(text, 0x85ebca6b)]);
}
