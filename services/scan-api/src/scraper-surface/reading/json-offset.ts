const space = /[ \t\n\r]*/y;
const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const hexDigits = /[\dA-Fa-f]{4}/y;

/** Where `pattern` ends when it is matched at `at`; null where it does not match. */
function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** Thrown within this file alone. */
class Stopped {
  readonly at: number;
  constructor(at: number) {
    this.at = at;
  }
}

/**
 * Where Python's decoder stops at a text that is not JSON, in code points: callers of FastAPI know
 * broken bodies by it. O(n), without recursion.
 */
export function jsonErrorOffset(text: string): number {
  try {
    scan(text);
    return 0;
  } catch (stopped) {
    if (!(stopped instanceof Stopped)) throw stopped;
    return [...text.slice(0, stopped.at)].length;
  }
}

const skipSpace = (text: string, at: number): number => endOf(space, text, at) ?? at;

/** Goes through one JSON text; `open` are the containers around. */
function scan(text: string): void {
  const open: ('{' | '[')[] = [];
  let at = skipSpace(text, 0);
  for (;;) {
    const char = text[at];
    if (char === '{' || char === '[') {
      open.push(char);
      at = skipSpace(text, at + 1);
      if (text[at] !== closing(char)) {
        at = startOfValue(text, at, char);
        continue;
      }
    } else {
      at = char === '"' ? stringEnd(text, at) : (endOf(scalar, text, at) ?? stop(at));
    }
    const following = afterValue(text, at, open);
    if (following === null) return;
    at = following;
  }
}

const closing = (container: '{' | '['): string => (container === '{' ? '}' : ']');

/** Closes what ends behind a value; where the next one starts, null at the end of it all. */
function afterValue(text: string, valueEnd: number, open: ('{' | '[')[]): number | null {
  let at = skipSpace(text, valueEnd);
  for (let inside = open.at(-1); inside !== undefined; inside = open.at(-1)) {
    if (text[at] === ',') return startOfValue(text, skipSpace(text, at + 1), inside);
    at = text[at] === closing(inside) ? skipSpace(text, at + 1) : stop(at);
    open.pop();
  }
  return at === text.length ? null : stop(at);
}

/** Of an item where it stands; of a member behind its name. */
function startOfValue(text: string, at: number, container: '{' | '['): number {
  if (container === '[') return at;
  const nameEnd = text[at] === '"' ? stringEnd(text, at) : stop(at);
  const colon = skipSpace(text, nameEnd);
  return text[colon] === ':' ? skipSpace(text, colon + 1) : stop(colon);
}

function stringEnd(text: string, quote: number): number {
  for (let at = quote + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') return at + 1;
    if (char < ' ') stop(at);
    if (char !== '\\') continue;
    const escaped = text.charAt(at + 1);
    if (escaped === '') break;
    if (escaped === 'u') at = (endOf(hexDigits, text, at + 2) ?? stop(at + 1)) - 1;
    else at = '"\\/bfnrt'.includes(escaped) ? at + 1 : stop(at);
  }
  return stop(quote);
}

function stop(at: number): never {
  throw new Stopped(at);
}
