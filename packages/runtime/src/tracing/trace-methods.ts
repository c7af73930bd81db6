import type { Tracing } from './create-tracing.ts';

/**
 * The same object with a span `<prefix>.<method>` around every call of a method, so that a trace
 * reaches the database without the store knowing of traces. For objects of asynchronous methods.
 */
export function traceMethods<Target extends object>(
  tracing: Pick<Tracing, 'span'>,
  prefix: string,
  target: Target,
): Target {
  const traced = Object.entries(target).map(([name, method]: [string, unknown]) => [
    name,
    typeof method !== 'function'
      ? method
      : (...args: unknown[]) =>
          tracing.span(`${prefix}.${name}`, {}, () => Reflect.apply(method, target, args), {
            kind: 'client',
          }),
  ]);
  return Object.fromEntries(traced) as Target;
}
