import { BadCell, type Cell } from './bad-cell.ts';
import { type Column, type Layout, maxColumns, resolveColumns } from './columns.ts';

/** The known columns of one row, whatever the format. */
export type Row = (column: Column) => Cell;

/** A column the file lacks reads as a cell without value, under our own name for it. */
export function rowOf(layout: Layout, values: readonly unknown[]): Row {
  return (column) => {
    const found = layout.get(column);
    return found === undefined
      ? { name: column, value: undefined }
      : { name: found.name, value: values[found.index] };
  };
}

/** A JSON object as a row; only its own members count, so `__proto__` is a name like any other. */
export function rowOfObject(value: object): Row {
  const names = Object.keys(value);
  if (names.length > maxColumns) {
    throw new BadCell('record', `has ${names.length} members; at most ${maxColumns} are allowed`);
  }
  const { layout, duplicates } = resolveColumns(names);
  if (duplicates[0] !== undefined) throw new BadCell(duplicates[0], 'stands twice in the record');
  return rowOf(layout, Object.values(value));
}
