import type { HookWords } from './hook-words.ts';

/** A test that words alone cannot make; linear in the hook. */
export type HookTest = (hook: HookWords) => boolean;

/** A named family of opening lines. */
export interface HookFamily {
  readonly family: string;
  readonly template: string;
  /** Null: told without reading words, in any language. */
  readonly language: 'en' | null;
  /** Any of these as whole words, without apostrophes. */
  readonly phrases: readonly string[];
  /** Any of these as the first words. */
  readonly openings: readonly string[];
  readonly test: HookTest | null;
}

interface EnglishSigns {
  readonly has?: string;
  readonly opens?: string;
  readonly test?: HookTest;
}

const listed = (phrases: string): string[] =>
  phrases === '' ? [] : phrases.split(',').map((phrase) => phrase.trim());

/** A family told by comma-separated phrases, or by a test. */
export const english = (
  family: string,
  template: string,
  { has = '', opens = '', test }: EnglishSigns,
): HookFamily => ({
  family,
  template,
  language: 'en',
  phrases: listed(has),
  openings: listed(opens),
  test: test ?? null,
});

export const anyLanguage = (family: string, template: string, test: HookTest): HookFamily => ({
  family,
  template,
  language: null,
  phrases: [],
  openings: [],
  test,
});
