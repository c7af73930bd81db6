import { boosterPairs, phrases } from './vader-rules.ts';
import type { Token, Word } from './vader-words.ts';

const stress = 0.733;
const turn = -0.74;
/** A booster counts less the farther from its word it stands. */
const distanceWeights = [1, 0.95, 0.9] as const;

/** Words in capitals mean something only beside others that are not. */
export function stressIsMeant(tokens: readonly Token[]): boolean {
  const capitals = tokens.filter((token) => token.capitals).length;
  return capitals > 0 && capitals < tokens.length;
}

const emphasised = (amount: number, valence: number): number =>
  valence > 0 ? amount + stress : amount - stress;

function boost(token: Token, valence: number, stressed: boolean): number {
  if (token.word.boost === null) return 0;
  const amount = valence < 0 ? -token.word.boost : token.word.boost;
  return token.capitals && stressed ? emphasised(amount, valence) : amount;
}

const isSoOrThis = (word: Word | undefined): boolean =>
  word?.text === 'so' || word?.text === 'this';

/** One word before: a negation turns the valence round. */
const negatedByFirst = (valence: number, [first]: readonly Word[]): number =>
  first?.negates ? valence * turn : valence;

/** Two before: "never so good" says more, "without doubt" as much. */
function negatedBySecond(valence: number, [first, second]: readonly Word[]): number {
  if (second?.text === 'never' && isSoOrThis(first)) return valence * 1.25;
  if (second?.text === 'without' && first?.text === 'doubt') return valence;
  return second?.negates ? valence * turn : valence;
}

/** Three before; by the reference's precedence of `and` and `or`, "so" or "this" just before is enough. */
function negatedByThird(valence: number, [first, second, third]: readonly Word[]): number {
  if ((third?.text === 'never' && isSoOrThis(second)) || isSoOrThis(first)) return valence * 1.25;
  if (third?.text === 'without' && (second?.text === 'doubt' || first?.text === 'doubt'))
    return valence;
  return third?.negates ? valence * turn : valence;
}

const negationRules = [negatedByFirst, negatedBySecond, negatedByThird] as const;

/** Phrases that end at, lead up to or begin with the word; then "kind of" and its like before it. */
function readPhrases(valence: number, tokens: readonly Token[], i: number): number {
  const text = (at: number): string => tokens[at]?.word.text ?? '';
  const [third, second, first, own] = [text(i - 3), text(i - 2), text(i - 1), text(i)];
  const pair = `${second} ${first}`;
  const earlierPair = `${third} ${second}`;
  const before = [`${first} ${own}`, `${pair} ${own}`, pair, `${third} ${pair}`, earlierPair].find(
    (phrase) => phrases.has(phrase),
  );
  let read = before === undefined ? valence : (phrases.get(before) ?? valence);
  if (i + 1 < tokens.length) read = phrases.get(`${own} ${text(i + 1)}`) ?? read;
  if (i + 2 < tokens.length) read = phrases.get(`${own} ${text(i + 1)} ${text(i + 2)}`) ?? read;
  return read + (boosterPairs.get(earlierPair) ?? 0) + (boosterPairs.get(pair) ?? 0);
}

/** "least fun" is no fun; "at least" and "very least" are left alone. */
function turnedByLeast(valence: number, first: Word | undefined, second: Word | undefined): number {
  if (first?.text !== 'least') return valence;
  return second?.text === 'at' || second?.text === 'very' ? valence : valence * turn;
}

/** "no" beside a word of the lexicon turns that word rather than speak for itself. */
function readNo(word: Word, valence: number, tokens: readonly Token[], i: number): number {
  const text = (back: number): string | undefined => tokens[i - back]?.word.text;
  const near = text(1) === 'no' || text(2) === 'no';
  const across = text(3) === 'no' && (text(1) === 'or' || text(1) === 'nor');
  if (near || across) return valence * turn;
  return word.text === 'no' && typeof tokens[i + 1]?.word.valence === 'number' ? 0 : valence;
}

/**
 * What the i-th token says where it stands: its rating in the lexicon, turned and strengthened
 * by up to three words before it. 0 for words outside the lexicon and for degree words. O(1).
 */
export function valenceInContext(tokens: readonly Token[], i: number, stressed: boolean): number {
  const token = tokens[i];
  if (token === undefined) return 0;
  const { word } = token;
  if (word.valence === null || word.boost !== null) return 0;
  if (word.text === 'kind' && tokens[i + 1]?.word.text === 'of') return 0;
  let valence = readNo(word, word.valence, tokens, i);
  if (token.capitals && stressed) valence = emphasised(valence, valence);
  const before: Word[] = [];
  for (let back = 1; back <= 3 && back <= i; back++) {
    const earlier = tokens[i - back];
    if (earlier !== undefined) before.push(earlier.word);
  }
  for (let back = 0; back < before.length; back++) {
    const earlier = tokens[i - back - 1];
    if (earlier === undefined || earlier.word.valence !== null) continue;
    valence += boost(earlier, valence, stressed) * (distanceWeights[back] ?? 0);
    valence = negationRules[back]?.(valence, before) ?? valence;
    if (back === 2) valence = readPhrases(valence, tokens, i);
  }
  return turnedByLeast(valence, before[0], before[1]);
}
