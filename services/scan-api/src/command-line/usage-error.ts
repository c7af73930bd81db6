import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { z } from 'zod';

/** Names the option that is wrong; the usage is shown with it. */
export class UsageError extends Error {}

export const wrongOption = (option: string, value: string | undefined, rule: string): UsageError =>
  new UsageError(
    `${option} ${value === undefined ? 'is missing' : JSON.stringify(value)}: ${rule}`,
  );

const tenantSchema = z.uuid().transform((id) => id.toLowerCase());

/** @throws UsageError */
export function tenantOption(given: string | undefined): string {
  const tenant = tenantSchema.safeParse(given);
  if (!tenant.success) throw wrongOption('--tenant', given, 'must be a UUID');
  return tenant.data;
}

/** @throws UsageError for an option that there is not, or one without its value */
export function readOptions<Options extends ParseArgsOptionsConfig>(
  argv: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: false, options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
