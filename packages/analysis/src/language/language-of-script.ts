/** Blocks of Unicode that are written in one language, or nearly so. */
const blocks: Readonly<Record<string, readonly (readonly [first: number, last: number])[]>> = {
  ko: [
    [0x1100, 0x11ff],
    [0x3130, 0x318f],
    [0xac00, 0xd7af],
  ],
  ja: [
    [0x3040, 0x30ff],
    [0x31f0, 0x31ff],
    [0xff66, 0xff9d],
  ],
  zh: [
    [0x3400, 0x4dbf],
    [0x4e00, 0x9fff],
    [0xf900, 0xfaff],
  ],
  ar: [[0x0621, 0x064a]],
  th: [[0x0e00, 0x0e7f]],
  el: [
    [0x0370, 0x03ff],
    [0x1f00, 0x1fff],
  ],
  he: [[0x0590, 0x05ff]],
  ka: [
    [0x10a0, 0x10ff],
    [0x1c90, 0x1cbf],
  ],
  hy: [[0x0530, 0x058f]],
  bn: [[0x0980, 0x09ff]],
  pa: [[0x0a00, 0x0a7f]],
  gu: [[0x0a80, 0x0aff]],
  ta: [[0x0b80, 0x0bff]],
  te: [[0x0c00, 0x0c7f]],
  kn: [[0x0c80, 0x0cff]],
  ml: [[0x0d00, 0x0d7f]],
  si: [[0x0d80, 0x0dff]],
  lo: [[0x0e80, 0x0eff]],
  my: [[0x1000, 0x109f]],
  am: [[0x1200, 0x139f]],
  km: [[0x1780, 0x17ff]],
};

/** Letters of many languages: Latin, Cyrillic, Devanagari. */
const sharedBlocks = [
  [0x41, 0x5a],
  [0x61, 0x7a],
  [0xc0, 0x24f],
  [0x0400, 0x052f],
  [0x0900, 0x097f],
  [0x1e00, 0x1eff],
] as const;

const languages = Object.keys(blocks);
const shared = languages.length + 1;

/** By code unit: 1 + the language's place, `shared`, or 0 for what is no letter. */
const kinds = new Uint8Array(0x10000);
languages.forEach((language, i) => {
  for (const [first, last] of blocks[language] ?? []) kinds.fill(i + 1, first, last + 1);
});
for (const [first, last] of sharedBlocks) kinds.fill(shared, first, last + 1);

/** What Persian, Urdu or Kurdish add to the Arabic letters: a text of theirs of any length has some. */
const addedToArabic = [0x0671, 0x06d5] as const;
const added = shared + 1;
kinds.fill(added, addedToArabic[0], addedToArabic[1] + 1);

const arabic = languages.indexOf('ar') + 1;
const kana = languages.indexOf('ja') + 1;
const ideographs = languages.indexOf('zh') + 1;

export interface Script {
  /** What the script gives away; null where most letters are of a script that languages share. */
  readonly language: string | null;
  readonly letters: number;
}

/**
 * The language a text is in by its letters alone. A text with kana is Japanese whatever its
 * ideographs, one with what others add to the Arabic letters is not taken for Arabic, and any may
 * have Latin names in it: what is written in one language's
 * script has to be a half of the letters. O(length).
 */
export function readScript(text: string): Script {
  const counts = new Uint32Array(added + 1);
  for (let i = 0; i < text.length; i++) {
    const kind = kinds[text.charCodeAt(i)] as number;
    counts[kind] = (counts[kind] as number) + 1;
  }
  if ((counts[added] as number) > 0) {
    counts[shared] =
      (counts[shared] as number) + (counts[added] as number) + (counts[arabic] as number);
    counts[arabic] = 0;
  }
  let letters = 0;
  for (let kind = 1; kind <= shared; kind++) letters += counts[kind] as number;
  if ((counts[shared] as number) * 2 > letters || letters === 0) return { language: null, letters };
  if ((counts[kana] as number) > 0) {
    counts[kana] = (counts[kana] as number) + (counts[ideographs] as number);
    counts[ideographs] = 0;
  }
  let most = 1;
  for (let kind = 2; kind < shared; kind++)
    if ((counts[kind] as number) > (counts[most] as number)) most = kind;
  return { language: languages[most - 1] ?? null, letters };
}
