import { type Scope, scopes } from '@viral-scan/contracts';
import { readOptions, tenantOption, wrongOption } from '../command-line/usage-error.ts';

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

const maxNameLength = 100;

/** @throws UsageError naming the option that is wrong */
export function parseKeyOptions(argv: readonly string[]): KeyOptions | 'help' {
  const values = readOptions(argv, {
    tenant: { type: 'string' },
    name: { type: 'string' },
    scope: { type: 'string', multiple: true },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help === true) return 'help';
  const tenantId = tenantOption(values.tenant);
  const name = values.name?.trim() ?? '';
  if (name === '' || name.length > maxNameLength || /\p{Cc}/u.test(name)) {
    throw wrongOption('--name', values.name, `must be 1 to ${maxNameLength} visible characters`);
  }
  const named = values.scope ?? [];
  const unknown = named.find((scope) => !scopes.some((known) => known === scope));
  if (named.length === 0 || unknown !== undefined) {
    throw wrongOption('--scope', unknown, `there are ${scopes.join(', ')}`);
  }
  return { tenantId, name, scopes: scopes.filter((scope) => named.includes(scope)) };
}
