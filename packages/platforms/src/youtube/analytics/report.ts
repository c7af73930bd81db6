import { at, broken, elements, type JsonNode, requiredText } from '../../answer/json-node.ts';

/** One row: the cell of a column by its name, without a value when the report has no such column. */
export type ReportRow = (column: string) => JsonNode;

/**
 * The rows of a `resultTable`. Columns are found by their headers, never by position; where nothing
 * qualifies `rows` is empty or absent.
 */
export function parseReport(answer: JsonNode): ReportRow[] {
  const columns = readColumns(answer);
  return elements(at(answer, 'rows')).map((row) => {
    const cells = elements(row);
    if (cells.length !== columns.size) {
      throw broken(row, `has ${cells.length} cells for ${columns.size} columns`);
    }
    return (column) => {
      const index = columns.get(column);
      const cell = index === undefined ? undefined : cells[index];
      return { value: cell?.value, path: `${row.path}.${column}` };
    };
  });
}

/** Names of the columns, each with its position. */
export function readColumns(answer: JsonNode): Map<string, number> {
  const headers = at(answer, 'columnHeaders');
  const names = elements(headers).map((header) => requiredText(at(header, 'name')));
  if (names.length === 0) throw broken(headers, 'is missing');
  return new Map(names.map((name, index) => [name, index]));
}
