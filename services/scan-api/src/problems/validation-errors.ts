import type { Problem } from '@viral-scan/contracts';
import type { ZodFastifySchemaValidationError } from 'fastify-type-provider-zod';

const maxListed = 20;
const maxNameLength = 100;

/** Which fields are wrong, `platforms.0` style; the whole body, query or headers by their name. */
export function fieldErrors(
  issues: readonly ZodFastifySchemaValidationError[],
  context: string,
): NonNullable<Problem['errors']> {
  const errors = issues.flatMap((issue) => {
    const path = issue.instancePath.split('/').filter((part) => part !== '');
    return fieldsOf(issue, path, context).map((field) => ({
      field: field.slice(0, maxNameLength),
      message:
        issue.keyword === 'unrecognized_keys' ? 'is not a known field' : (issue.message ?? ''),
    }));
  });
  return errors.slice(0, maxListed);
}

function fieldsOf(
  issue: ZodFastifySchemaValidationError,
  path: readonly string[],
  context: string,
): string[] {
  if (issue.keyword === 'unrecognized_keys') {
    const { keys } = issue.params;
    if (Array.isArray(keys)) return keys.map((key) => [...path, String(key)].join('.'));
  }
  return [path.length === 0 ? context : path.join('.')];
}
