import type { Complaints } from './complaints.ts';
import type { LaxReader } from './lax-values.ts';

/** One field: how it is read, and what it is when it is absent. */
export interface Field<Value> {
  readonly read: LaxReader<Value>;
  readonly absent: Value;
}

/**
 * The fields of `shape` out of `given`; others are none of our business. What cannot be read is
 * complained about at `[part, name]`.
 */
export function readFields<Values extends object>(
  part: 'body' | 'query',
  given: Readonly<Record<string, unknown>>,
  shape: { readonly [Name in keyof Values]: Field<Values[Name]> },
  complaints: Complaints,
): Values {
  const values: Partial<Values> = {};
  for (const name of Object.keys(shape) as (keyof Values & string)[]) {
    const field = shape[name];
    const input = Object.hasOwn(given, name) ? given[name] : undefined;
    values[name] = field.absent;
    if (input === undefined || input === null) continue;
    const found = field.read(input);
    if ('value' in found) values[name] = found.value;
    else complaints.add({ type: found.type, loc: [part, name], msg: found.msg, input });
  }
  return values as Values;
}
