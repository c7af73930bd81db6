import type { Platform } from '@viral-scan/contracts';
import type { Cell } from '../bad-cell.ts';
import type { Column } from '../columns.ts';
import type { ZoneTime } from './zone-time.ts';

/** What the caller says of an export that its file does not. */
export interface ExportContext {
  /** Id or handle of the account all rows belong to; null when the file is to say. */
  readonly account: string | null;
  /** The clock that times without a zone were read from; null when the caller names none. */
  readonly zone: ZoneTime | null;
  readonly now: Date;
}

/** A row in our own columns: each cell under the name its file has for it. */
export type OwnCells = Partial<Record<Column, Cell>>;

/**
 * A platform's own export of posts. Its header is known by `signature`: of each group one name has
 * to be there; case, order and further columns do not matter. Reading a row is a translation into
 * our own columns, so that whatever comes after knows one format only.
 */
export interface Dialect<Key extends string = string> {
  /** As people know the file. */
  readonly name: string;
  readonly platform: Platform;
  readonly signature: readonly (readonly string[])[];
  /** Its header has all that our own format needs, too. */
  readonly resemblesOwn: boolean;
  /** Why the file cannot be read without an account from the caller; null when it names its own. */
  readonly lacksAccount: string | null;
  /** The columns it reads and the names they may have, best first. */
  readonly columns: Readonly<Record<Key, readonly string[]>>;
  /**
   * Null for a line that is no post. A column the file lacks gives a cell without value.
   * @throws BadCell when a cell cannot be read
   */
  readonly translate: (cell: (key: Key) => Cell, context: ExportContext) => OwnCells | null;
}
