import { readFileSync, statSync } from 'node:fs';
import { parseExact } from './exact-json.ts';
import { type Recording, toRecording, UnusableFile } from './recording.ts';

/** Several times the largest answer that a connector accepts. */
const maxBytes = 64 * 1_048_576;

/** @throws UnusableFile that says what is wrong with the file */
export const readRecording = (file: string): Recording => toRecording(parse(readText(file)));

function readText(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) throw new UnusableFile('there is no such file');
  if (stat.isDirectory()) throw new UnusableFile('is a folder; name the files in it');
  // A pipe or a device may never end.
  if (!stat.isFile()) throw new UnusableFile('is not a regular file');
  if (stat.size > maxBytes) {
    throw new UnusableFile(`has ${stat.size} bytes; at most ${maxBytes} are read`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw new UnusableFile('is not UTF-8');
    throw new UnusableFile(`cannot be read (${String(code)})`);
  }
}

function parse(text: string): unknown {
  try {
    return parseExact(text);
  } catch (error) {
    if (error instanceof RangeError) throw new UnusableFile('is nested too deeply');
    // The parser's message quotes the text, which may hold what a terminal should not.
    const place = /\(line \d+ column \d+\)/.exec(error instanceof Error ? error.message : '');
    throw new UnusableFile(`is not JSON${place === null ? '' : ` ${place[0]}`}`);
  }
}
