import { UnreadableFile } from '@viral-scan/contracts';

export type FileFormat = 'csv' | 'jsonl';

const utf8Bom = '\u00ef\u00bb\u00bf';

const zip = 'PK\u0003\u0004';

/** Beginnings of files that people take for a CSV, as Latin-1. */
const binaryKinds: readonly (readonly [magic: string, kind: string])[] = [
  [zip, 'a ZIP or Excel file'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Excel file'],
  ['\u001f\u008b', 'compressed twice'],
  ['%PDF', 'a PDF'],
  ['\u0089PNG', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['\u00ff\u00fe', 'in UTF-16'],
  ['\u00fe\u00ff', 'in UTF-16'],
  ['(\u00b5/\u00fd', 'compressed with Zstandard'],
  ['BZh', 'compressed with bzip2'],
  ['PAR1', 'a Parquet file'],
];

/** What the first bytes say (as Latin-1), and where the text starts behind the byte order mark. */
export function sniffFormat(head: string): { format: FileFormat; start: number } {
  const known = binaryKinds.find(([magic]) => head.startsWith(magic));
  if (known !== undefined) {
    const [magic, kind] = known;
    const inside = magic === zip ? ' (of a ZIP that a platform made, send the CSV inside)' : '';
    throw new UnreadableFile(`the file is ${kind}: save it as CSV (UTF-8) or JSON Lines${inside}`);
  }
  const start = head.startsWith(utf8Bom) ? utf8Bom.length : 0;
  const first = /[^ \t\r\n]/.exec(head.slice(start))?.[0];
  if (first === undefined) throw new UnreadableFile('the file is empty');
  if (first === '[') {
    throw new UnreadableFile('the file is a JSON array: write one JSON object per line instead');
  }
  return { format: first === '{' ? 'jsonl' : 'csv', start };
}
