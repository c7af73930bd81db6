import { describe, expect, it } from 'vitest';
import { arrayLiteral, storedJson, storedText } from '../src/values/stored-text.ts';

const nul = String.fromCharCode(0);

describe('texts for the database', () => {
  it('stay as they are, emoji and marks included', () => {
    const text = 'ünïcode 🎉\n\t"quoted" \\u0000 as text';
    expect(storedText(text)).toBe(text);
    expect(JSON.parse(storedJson({ text }))).toEqual({ text });
  });

  it('lose U+0000 and lone surrogates, which PostgreSQL refuses', () => {
    expect(storedText(`a${nul}b\ud800c\udc00`)).toBe('a\uFFFDb\uFFFDc\uFFFD');
    const json = storedJson({ deep: [{ text: `${nul}\ud800` }], n: 1, none: null });
    expect(JSON.parse(json)).toEqual({ deep: [{ text: '\uFFFD\uFFFD' }], n: 1, none: null });
    expect(json).not.toContain('\\u');
  });

  it('become array literals with quotes and backslashes escaped', () => {
    expect(arrayLiteral([])).toBe('{}');
    expect(arrayLiteral(['a b', '"', '\\', '{},', '', 'NULL'])).toBe(
      String.raw`{"a b","\"","\\","{},","","NULL"}`,
    );
  });
});
