import type { AnalysisAccount } from '@viral-scan/contracts';

/**
 * The same accounts, those of one name with their platform behind it: reasons name accounts, and
 * people have one name on several platforms.
 */
export function tellApart(accounts: readonly AnalysisAccount[]): readonly AnalysisAccount[] {
  const times = new Map<string, number>();
  for (const { name } of accounts) {
    if (name !== null) times.set(name, (times.get(name) ?? 0) + 1);
  }
  return accounts.map((account) =>
    account.name !== null && (times.get(account.name) ?? 0) > 1
      ? { ...account, name: `${account.name} (${account.platform})` }
      : account,
  );
}
