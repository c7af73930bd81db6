/** One column of a CSV text with a header; quoted fields may hold commas, quotes and line breaks. */
export function csvColumn(text: string, name: string): string[] {
  const [header = [], ...records] = csvRecords(text);
  const column = header.indexOf(name);
  return records.flatMap((fields) => fields[column] ?? []);
}

function csvRecords(text: string): string[][] {
  const records: string[][] = [];
  let fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    if (match === null) throw new SyntaxError(`no CSV field at ${field.lastIndex}`);
    const [, quoted, plain = '', end] = match;
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    records.push(fields);
    fields = [];
  }
  return records;
}
