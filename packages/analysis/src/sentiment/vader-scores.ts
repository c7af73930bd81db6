import { describeEmoji } from './describe-emoji.ts';
import { roundHalfEven } from './round-half-even.ts';
import { readTokens } from './vader-words.ts';
import { stressIsMeant, valenceInContext } from './valence.ts';
import { weighContrast } from './weigh-contrast.ts';

export interface VaderScores {
  /** From -1, most negative, to 1; four decimals. */
  readonly compound: number;
  /** Shares of the text that are negative, neutral and positive; three decimals. */
  readonly neg: number;
  readonly neu: number;
  readonly pos: number;
}

const nothingSaid: VaderScores = { compound: 0, neg: 0, neu: 0, pos: 0 };

function count(text: string, sign: string): number {
  let found = 0;
  for (let i = text.indexOf(sign); i >= 0; i = text.indexOf(sign, i + 1)) found++;
  return found;
}

/** Up to four exclamation marks, and question marks from the second on, stress what is said. */
function punctuationStress(text: string): number {
  const questions = count(text, '?');
  const exclaimed = Math.min(count(text, '!'), 4) * 0.292;
  if (questions < 2) return exclaimed;
  return exclaimed + (questions <= 3 ? questions * 0.18 : 0.96);
}

/** The sum on VADER's scale: 15 is its stand-in for the greatest sum to be expected. */
const compoundOf = (sum: number): number => sum / Math.sqrt(sum * sum + 15);

function summarise(valences: Float64Array, stress: number): VaderScores {
  let sum = 0;
  let pos = 0;
  let neg = 0;
  let neu = 0;
  for (const valence of valences) {
    sum += valence;
    // 1 more, since a neutral word counts as 1
    if (valence > 0) pos += valence + 1;
    else if (valence < 0) neg += valence - 1;
    else neu += 1;
  }
  if (sum > 0) sum += stress;
  else if (sum < 0) sum -= stress;
  if (pos > -neg) pos += stress;
  else if (pos < -neg) neg -= stress;
  const total = pos - neg + neu;
  return {
    compound: roundHalfEven(compoundOf(sum), 4),
    neg: roundHalfEven(Math.abs(neg) / total, 3),
    neu: roundHalfEven(neu / total, 3),
    pos: roundHalfEven(pos / total, 3),
  };
}

/**
 * VADER (Hutto & Gilbert 2014): the sentiment of an English text from rated words and rules for
 * what strengthens, weakens and turns them. Equal to the reference, vaderSentiment at 44fc044,
 * in every printed decimal. Made for English: see `captionLanguage` first. O(length).
 *
 * @example vaderScores('The plot was good, but the dialog is not great.').compound // -0.5409
 */
export function vaderScores(text: string): VaderScores {
  const described = describeEmoji(text);
  const tokens = readTokens(described);
  if (tokens.length === 0) return nothingSaid;
  const stressed = stressIsMeant(tokens);
  const valences = Float64Array.from(tokens, (_, i) => valenceInContext(tokens, i, stressed));
  const but = tokens.findIndex(({ word }) => word.text === 'but');
  if (but >= 0) weighContrast(valences, but);
  return summarise(valences, punctuationStress(described));
}
