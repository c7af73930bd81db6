import { parseArgs } from 'node:util';
import { type Scope, scopes } from '@viral-scan/contracts';
import { z } from 'zod';

export interface KeyOptions {
  readonly tenantId: string;
  /** For people: which service holds the key. */
  readonly name: string;
  readonly scopes: readonly Scope[];
}

export const usage = `npm run service-key -- --tenant UUID --name NAME --scope SCOPE [--scope SCOPE …]

  --tenant UUID   the tenant whose users the service acts for; made where it is new
  --name NAME     which service holds the key
  --scope SCOPE   ${scopes.join(', ')}; can be repeated

The database is DATABASE_URL's.`;

export class UsageError extends Error {}

const maxNameLength = 100;
const tenantSchema = z.uuid().transform((id) => id.toLowerCase());

/** @throws UsageError naming the option that is wrong */
export function parseKeyOptions(argv: readonly string[]): KeyOptions | 'help' {
  const { values } = parse(argv);
  if (values.help === true) return 'help';
  const tenant = tenantSchema.safeParse(values.tenant);
  if (!tenant.success) throw wrong('--tenant', values.tenant, 'must be a UUID');
  const name = values.name?.trim() ?? '';
  if (name === '' || name.length > maxNameLength || /\p{Cc}/u.test(name)) {
    throw wrong('--name', values.name, `must be 1 to ${maxNameLength} visible characters`);
  }
  const named = values.scope ?? [];
  const unknown = named.find((scope) => !scopes.some((known) => known === scope));
  if (named.length === 0 || unknown !== undefined) {
    throw wrong('--scope', unknown, `there are ${scopes.join(', ')}`);
  }
  return { tenantId: tenant.data, name, scopes: scopes.filter((scope) => named.includes(scope)) };
}

const wrong = (option: string, value: string | undefined, rule: string): UsageError =>
  new UsageError(
    `${option} ${value === undefined ? 'is missing' : JSON.stringify(value)}: ${rule}`,
  );

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: false,
      options: {
        tenant: { type: 'string' },
        name: { type: 'string' },
        scope: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
