/** About as long as the JSON of what is echoed may be. */
const mostCharacters = 2_000;
const deepest = 64;

/**
 * What a caller sent, as it is told back to it: as it came where it is of a sensible size, otherwise
 * the beginning of a text, and null for anything else. `JSON.stringify` fails at what is nested
 * some thousand times, which 64 KiB have room for.
 */
export function echoed(input: unknown): unknown {
  if (typeof input !== 'string') return isSensible(input) ? input : null;
  return input.length <= mostCharacters ? input : input.slice(0, mostCharacters).toWellFormed();
}

/** Without recursion, and no further than needed. */
function isSensible(input: unknown): boolean {
  const waiting = [{ value: input, depth: 0 }];
  let characters = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) {
      characters += String(value).length + 3;
    } else {
      const entries = Object.entries(value);
      characters += 2;
      for (const [name, inner] of entries) {
        characters += Array.isArray(value) ? 0 : name.length + 3;
        waiting.push({ value: inner, depth: depth + 1 });
      }
    }
    if (depth > deepest || characters > mostCharacters) return false;
  }
  return true;
}
