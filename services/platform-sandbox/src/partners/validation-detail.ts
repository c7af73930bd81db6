import type { z } from 'zod';

/** One problem of a request, in the form of FastAPI. */
export interface ValidationProblem {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input: unknown;
}

/** @param input what was parsed */
export const validationDetail = (error: z.ZodError, input: unknown): readonly ValidationProblem[] =>
  error.issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    const found = at(input, path);
    const problem = (type: string, msg: string) => ({
      type,
      loc: ['body', ...path],
      msg,
      input: found ?? null,
    });
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        type: 'extra_forbidden',
        loc: ['body', ...path, key],
        msg: 'Extra inputs are not permitted',
        input: at(found, [key]) ?? null,
      }));
    }
    if (issue.code === 'invalid_type' && found === undefined) {
      return [problem('missing', 'Field required')];
    }
    if (issue.code === 'invalid_type') return [problem(`${issue.expected}_type`, issue.message)];
    if (issue.code === 'too_small') return [problem('greater_than_equal', issue.message)];
    if (issue.code === 'too_big') return [problem('less_than_equal', issue.message)];
    return [problem('value_error', issue.message)];
  });

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined,
    value,
  );
}
