/**
 * Internal: why a row is not taken. Thrown by the readers of cells, caught where the row ends, and
 * then a `RowError`. No `Error`, since collecting stack traces would make a file of bad rows
 * several times slower to read than one of good rows.
 */
export class BadCell {
  readonly field: string;
  readonly message: string;
  constructor(field: string, message: string) {
    this.field = field;
    this.message = message;
  }
}

/** One value of a row with the name the file gives it: text in CSV, any JSON in JSON Lines. */
export interface Cell {
  readonly name: string;
  readonly value: unknown;
}
