/** Parts of speech as wink-nlp names them (Universal Dependencies). */
export type PartOfSpeech =
  | 'ADJ'
  | 'ADP'
  | 'ADV'
  | 'AUX'
  | 'CCONJ'
  | 'DET'
  | 'INTJ'
  | 'NOUN'
  | 'NUM'
  | 'PART'
  | 'PRON'
  | 'PROPN'
  | 'PUNCT'
  | 'SCONJ'
  | 'SYM'
  | 'VERB'
  | 'X'
  | 'SPACE';

/** A word of an English text, read. */
export interface TaggedWord {
  /** Lower case, with its apostrophes. */
  readonly word: string;
  readonly lemma: string;
  readonly part: PartOfSpeech;
}
