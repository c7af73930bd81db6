import { describe, expect, it } from 'vitest';
import { familiesOf } from '../src/hooks/families-of.ts';

describe('families of a line', () => {
  it('are named, several or none', () => {
    expect(familiesOf('7 secrets nobody tells you')).toEqual(
      expect.arrayContaining(['list_number', 'secret']),
    );
    expect(familiesOf('How to fix a bike?')).toEqual(
      expect.arrayContaining(['how_to', 'question']),
    );
    expect(familiesOf('Parliament met on Tuesday')).not.toContain('list_number');
    expect(familiesOf('')).toEqual([]);
  });
});
