import { scrub } from './scrub.ts';

export const redacted = '[redacted]';

const secretNames = new Set(
  `authorization proxyauthorization cookie setcookie token key apikey xapikey servicekey hashkey
  loghashkey secretkey privatekey password passwd secret signature credentials caption text`.split(
    /\s+/,
  ),
);
const secretEndings = ['token', 'secret', 'password', 'apikey'];
const userNames = new Set(['userid', 'sub']);

const maxDepth = 6;
const maxItems = 50;

/**
 * A copy fit for a log line: secrets and captions are gone whatever their depth, users become
 * `hashUser` marks, texts are scrubbed, errors are plain objects, size is bounded.
 */
export function redact(value: unknown, hashUser: (id: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return scrub(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= maxDepth) return '[deeper]';
  if (value instanceof Error) return redactError(value, hashUser, depth);
  if (Array.isArray(value)) {
    const items = value.slice(0, maxItems).map((item) => redact(item, hashUser, depth + 1));
    return value.length > maxItems ? [...items, `… (${value.length} items)`] : items;
  }
  return isPlain(value) ? redactFields(value, hashUser, depth) : describeInstance(value);
}

export function redactFields(
  fields: object,
  hashUser: (id: string) => string,
  depth = 0,
): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
    if (userNames.has(plain) && typeof value === 'string') copy[name] = hashUser(value);
    else if (isSecret(plain) && value !== null && value !== undefined) copy[name] = redacted;
    else copy[name] = redact(value, hashUser, depth + 1);
  }
  return copy;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** Of a request or response what a serializer of theirs may show; of others the name alone. */
function describeInstance(value: object): unknown {
  if (value instanceof URL) return scrub(value.href);
  if ('method' in value && 'url' in value && typeof value.url === 'string') {
    return { method: value.method, url: scrub(value.url) };
  }
  if ('statusCode' in value) return { statusCode: value.statusCode };
  return `[${classNameOf(value)}]`;
}

function classNameOf(value: object): string {
  const made: unknown = Reflect.get(value, 'constructor');
  return typeof made === 'function' ? made.name : 'object';
}

const isSecret = (plain: string) =>
  secretNames.has(plain) || secretEndings.some((ending) => plain.endsWith(ending));

/** Fields of errors that say what happened without quoting what was sent. */
const errorFields = [
  'code',
  'status',
  'statusCode',
  'field',
  'syscall',
  'retryAfterMs',
  'constraint',
];

function redactError(error: Error, hashUser: (id: string) => string, depth: number) {
  const copy: Record<string, unknown> = {
    type: error.name,
    message: scrub(error.message),
    ...(error.stack !== undefined && { stack: scrub(error.stack) }),
  };
  for (const name of errorFields) {
    const value = (error as unknown as Record<string, unknown>)[name];
    if (typeof value === 'string') copy[name] = scrub(value);
    else if (typeof value === 'number') copy[name] = value;
  }
  if (error.cause !== undefined) copy.cause = redact(error.cause, hashUser, depth + 1);
  if (error instanceof AggregateError) copy.errors = redact(error.errors, hashUser, depth + 1);
  return copy;
}
