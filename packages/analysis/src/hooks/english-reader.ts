import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import { spelledOut, wordsOf } from './plain-words.ts';
import type { PartOfSpeech, TaggedWord } from './tagged-word.ts';

/** Parts of speech and lemmas of short English texts. */
export interface EnglishReader {
  /** The words of a text in order; of the first 400 units. Never throws. */
  read(text: string): readonly TaggedWord[];
}

const mostRead = 400;
/** wink keeps every word it ever met; after so many its model is loaded anew (60 ms). */
const mostWordsPerModel = 400_000;
const mostKept = 100_000;

/** After these an "-ing" form is a verb ("without burning it"), which the tagger takes for a noun. */
const beforeGerund = new Set(
  'without by before after while when from stop stopped start started keep never avoid quit try tried'.split(
    ' ',
  ),
);
/** Openings as commands that the tagger takes for nouns or adjectives. */
const openers = new Set('stop watch try look start meet save guess check wait'.split(' '));

/**
 * Reads with wink-nlp (tokens, parts of speech) and its lite English model. What it returns
 * depends on the text alone: words are given to wink lower-case and a–z only, so that
 * neither its growing lexicon nor Title Case changes a tag. Linear: some 45,000 hooks a
 * second; memory bounded by renewing the model.
 */
export function englishReader(): EnglishReader {
  let nlp = winkNLP(model, ['pos']);
  let words = 0;
  const interned = new Map<string, TaggedWord[]>();
  const spellings = new Map<string, readonly string[]>();
  const gerunds = new Map<string, string | null>();

  function intern(word: string, lemma: string, part: PartOfSpeech): TaggedWord {
    const known = interned.get(word);
    const same = known?.find((each) => each.part === part && each.lemma === lemma);
    if (same !== undefined) return same;
    if (interned.size >= mostKept) interned.clear();
    const made = { word, lemma, part };
    if (known === undefined) interned.set(word, [made]);
    else known.push(made);
    return made;
  }

  function spell(word: string): readonly string[] {
    const known = spellings.get(word);
    if (known !== undefined) return known;
    if (spellings.size >= mostKept) spellings.clear();
    const made = spelledOut(word);
    spellings.set(word, made);
    return made;
  }

  function tag(spelled: readonly string[]) {
    if (words > mostWordsPerModel) {
      nlp = winkNLP(model, ['pos']);
      words = 0;
    }
    words += spelled.length;
    const { its } = nlp;
    const tokens = nlp.readDoc(spelled.join(' ')).tokens();
    return {
      values: tokens.out(its.value),
      parts: tokens.out(its.pos) as PartOfSpeech[],
      // Typed with a third parameter that `out` does pass, but does not declare.
      lemmas: tokens.out(its.lemma as typeof its.value),
    };
  }

  /** The verb an "-ing" form is of, read after "they are"; null when it is none. */
  function gerundLemma(word: string): string | null {
    const known = gerunds.get(word);
    if (known !== undefined) return known;
    if (gerunds.size >= mostKept) gerunds.clear();
    const { parts, lemmas } = tag(['they', 'are', word, 'it']);
    const lemma = lemmas[2] ?? word;
    const verb = parts[2] === 'VERB' && lemma !== word ? lemma : null;
    gerunds.set(word, verb);
    return verb;
  }

  function read(text: string): readonly TaggedWord[] {
    const surface = wordsOf(text.slice(0, mostRead));
    if (surface.length === 0) return [];
    const spelled = surface.map(spell);
    const { values, parts, lemmas } = tag(spelled.flat());
    const read: TaggedWord[] = [];
    let token = 0;
    for (const [i, pieces] of spelled.entries()) {
      const first = token;
      for (const piece of pieces) {
        let units = 0;
        while (units < piece.length && token < values.length) {
          units += values[token]?.length ?? 0;
          token += 1;
        }
      }
      const word = surface[i] ?? '';
      const part = parts[first] ?? 'X';
      const before = read.at(-1)?.word ?? '';
      const gerund =
        part !== 'VERB' && word.endsWith('ing') && beforeGerund.has(before)
          ? gerundLemma(word)
          : null;
      const hasLemma = pieces.length === 1 && word.startsWith(pieces[0] ?? ' ');
      if (gerund !== null) read.push(intern(word, gerund, 'VERB'));
      else if (i === 0 && openers.has(word)) read.push(intern(word, word, 'VERB'));
      else read.push(intern(word, hasLemma ? (lemmas[first] ?? word).toLowerCase() : word, part));
    }
    return read;
  }
  return { read };
}

let shared: EnglishReader | null = null;

/** One reader for all of a process, made when first needed: a pure cache (60 to 110 ms, 40 MB). */
export function sharedEnglishReader(): EnglishReader {
  shared ??= englishReader();
  return shared;
}
