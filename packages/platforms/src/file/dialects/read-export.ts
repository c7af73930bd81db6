import { InvalidInput, UnreadableFile } from '@viral-scan/contracts';
import type { Cell } from '../bad-cell.ts';
import { indexNames, type LayoutOf, normalizeName, showName } from '../header-names.ts';
import type { Row } from '../row.ts';
import type { Dialect, ExportContext } from './dialect.ts';

/** How the cell of a name reads at a place of the current record. */
type ReadAt = (index: number, name: string) => Cell;

/**
 * How the records of a platform's export read as rows of ours; null for a record that is no post.
 *
 * @throws InvalidInput when the file does not name its account and the caller gives none
 * @throws UnreadableFile when the header names a column twice
 */
export function exportReader(
  dialect: Dialect,
  names: readonly string[],
  line: number,
  given: ExportContext,
): (readAt: ReadAt) => Row | null {
  const layout = layoutOf(dialect, names, line);
  if (given.account === null && dialect.lacksAccount !== null) {
    throw new InvalidInput('account', `${dialect.name} ${dialect.lacksAccount}`);
  }
  const context = { ...given, account: accountOn(dialect, given.account) };
  return (readAt) => {
    const cells = dialect.translate((key) => {
      const found = layout.get(key);
      return found === undefined
        ? { name: dialect.columns[key]?.[0] ?? key, value: undefined }
        : readAt(found.index, found.name);
    }, context);
    if (cells === null) return null;
    return (column) => cells[column] ?? { name: column, value: undefined };
  };
}

/** On YouTube the @ tells a handle from a channel id; elsewhere handles stand without one. */
const accountOn = ({ platform }: Dialect, account: string | null): string | null =>
  platform === 'youtube' ? account : (account?.replace(/^@/, '') ?? null);

function layoutOf(dialect: Dialect, names: readonly string[], line: number): LayoutOf<string> {
  const { at, repeated } = indexNames(names);
  const layout = new Map<string, { index: number; name: string }>();
  for (const [key, known] of Object.entries(dialect.columns)) {
    const alias = known.map(normalizeName).find((name) => at.has(name));
    const index = alias === undefined ? undefined : at.get(alias);
    if (alias === undefined || index === undefined) continue;
    const name = showName(names[index] ?? '');
    if (repeated.has(alias)) {
      throw new UnreadableFile(`the header names the column ${name} twice`, line);
    }
    layout.set(key, { index, name });
  }
  return layout;
}
