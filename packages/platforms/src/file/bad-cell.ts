/** Internal: why a row is not taken. Becomes a `RowError`, never leaves the package. */
export class BadCell extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** One value of a row with the name the file gives it: text in CSV, any JSON in JSON Lines. */
export interface Cell {
  readonly name: string;
  readonly value: unknown;
}
