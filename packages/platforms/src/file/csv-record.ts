/** Outcome of reading one CSV record (RFC 4180) at a position of a text. */
export type CsvRecord =
  | { readonly state: 'complete'; readonly fields: string[]; readonly end: number }
  | { readonly state: 'broken'; readonly message: string }
  /** The text ends inside the record. */
  | { readonly state: 'incomplete' };

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Reads the record that starts at `start`. Records end with LF or CRLF, or with the text when
 * `isLast`; quoted fields may hold delimiters, line ends and doubled quotes. A quote inside an
 * unquoted field, or text behind a closing one, is broken: guessing would shift columns. O(length).
 *
 * Own code because csv-parse, after an unclosed quote, resumes behind the next quote of the file
 * and so loses the good records between; here the caller resumes at the next physical line.
 */
export function readCsvRecord(
  text: string,
  start: number,
  delimiter: string,
  isLast: boolean,
): CsvRecord {
  const separator = delimiter.charCodeAt(0);
  const fields: string[] = [];
  let position = start;
  for (;;) {
    if (text.charCodeAt(position) === quote) {
      const close = findClosingQuote(text, position + 1);
      if (close === -1 || (close + 1 === text.length && !isLast)) {
        return isLast
          ? { state: 'broken', message: 'has a quote that is never closed' }
          : { state: 'incomplete' };
      }
      fields.push(undouble(text.slice(position + 1, close)));
      position = close + 1;
    } else {
      const end = findFieldEnd(text, position, separator);
      if (text.charCodeAt(end) === quote) {
        return { state: 'broken', message: 'has a quote inside a field that is not quoted' };
      }
      if (end === text.length && !isLast) return { state: 'incomplete' };
      fields.push(text.slice(position, withoutCarriageReturn(text, position, end)));
      position = end;
    }
    if (position >= text.length) return { state: 'complete', fields, end: text.length };
    const next = text.charCodeAt(position);
    if (next === separator) {
      position += 1;
    } else if (next === lineFeed) {
      return { state: 'complete', fields, end: position + 1 };
    } else if (next === carriageReturn && text.charCodeAt(position + 1) === lineFeed) {
      return { state: 'complete', fields, end: position + 2 };
    } else if (next === carriageReturn && position + 1 === text.length) {
      return isLast ? { state: 'complete', fields, end: text.length } : { state: 'incomplete' };
    } else {
      return { state: 'broken', message: 'has text behind a closing quote' };
    }
  }
}

function findClosingQuote(text: string, from: number): number {
  let position = text.indexOf('"', from);
  while (position !== -1 && text.charCodeAt(position + 1) === quote) {
    position = text.indexOf('"', position + 2);
  }
  return position;
}

/** Position of the separator, the line feed, a stray quote, or the end of the text. */
function findFieldEnd(text: string, from: number, separator: number): number {
  for (let position = from; position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    if (code === separator || code === lineFeed || code === quote) return position;
  }
  return text.length;
}

/** A carriage return before the line feed (or the end of the file) belongs to the line end. */
function withoutCarriageReturn(text: string, start: number, end: number): number {
  const endsLine = end === text.length || text.charCodeAt(end) === lineFeed;
  return endsLine && end > start && text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
}

const undouble = (quoted: string): string =>
  quoted.includes('"') ? quoted.replaceAll('""', '"') : quoted;
