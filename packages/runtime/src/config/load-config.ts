import type { z } from 'zod';
import { looksSecret } from './secret-names.ts';

/** The start must stop: `message` names every bad variable, one a line, never a secret's value. */
export class InvalidConfiguration extends Error {
  readonly variables: readonly string[];
  constructor(problems: readonly { readonly variable: string; readonly problem: string }[]) {
    const lines = problems.map(({ variable, problem }) => `  ${variable}: ${problem}`);
    super(`The configuration cannot be used:\n${lines.join('\n')}`);
    this.name = 'InvalidConfiguration';
    this.variables = [...new Set(problems.map(({ variable }) => variable))];
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Parses the environment once. An empty variable counts as unset, as compose files and
 * manifests write it.
 *
 * @throws InvalidConfiguration
 */
export function loadConfig<Schema extends z.ZodType>(
  schema: Schema,
  env: Environment,
): Readonly<z.output<Schema>> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return deepFreeze(parsed.data);
  throw new InvalidConfiguration(parsed.error.issues.map((issue) => describe(issue, given)));
}

function describe(issue: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>) {
  const variable = String(issue.path[0] ?? '(all)');
  const value = Object.hasOwn(given, variable) ? String(given[variable]) : undefined;
  if (value === undefined && issue.path.length > 0) return { variable, problem: 'is missing' };
  const shown =
    value === undefined || looksSecret(variable, value) ? '' : ` (it is ${JSON.stringify(value)})`;
  return { variable, problem: `${issue.message}${shown}` };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    // Binary keys cannot be frozen.
    if (!ArrayBuffer.isView(value)) Object.freeze(value);
  }
  return value;
}
