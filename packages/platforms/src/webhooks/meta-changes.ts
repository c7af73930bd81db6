import { elementsOf, isObject, memberAt } from './document.ts';

/** One thing that happened, whatever envelope it came in. */
export interface MetaChange {
  /** `instagram`; undefined in the envelope of Threads. */
  readonly object: unknown;
  /** Whom it is told of: an account, but with Threads it may be a post. */
  readonly target: unknown;
  /** When it was sent, not when it happened. */
  readonly time: unknown;
  readonly field: unknown;
  readonly value: unknown;
}

/** A message as the field that it has in the other envelopes. */
const messaging = 'messaging';

/**
 * All changes of a body, in their order: `entry[].changes[]` (Facebook Login), `field` and `value`
 * in `entry[]` itself (Instagram Login), `entry[].messaging[]`, and the one of Threads, which has no
 * `entry` but `values`, one or a list.
 */
export function changesOf(body: unknown): MetaChange[] {
  const changes: MetaChange[] = [];
  const object = memberAt(body, 'object');
  for (const entry of elementsOf(memberAt(body, 'entry'))) {
    const told = { object, target: memberAt(entry, 'id'), time: memberAt(entry, 'time') };
    const add = (change: unknown): void => {
      const field = memberAt(change, 'field');
      if (field !== undefined) changes.push({ ...told, field, value: memberAt(change, 'value') });
    };
    add(entry);
    for (const change of elementsOf(memberAt(entry, 'changes'))) add(change);
    for (const value of elementsOf(memberAt(entry, messaging))) {
      changes.push({ ...told, field: messaging, value });
    }
  }
  const values = memberAt(body, 'values');
  for (const one of isObject(values) ? [values] : elementsOf(values)) {
    const field = memberAt(one, 'field');
    if (field === undefined) continue;
    changes.push({
      object,
      target: memberAt(body, 'target_id'),
      time: memberAt(body, 'time'),
      field,
      value: memberAt(one, 'value'),
    });
  }
  return changes;
}
