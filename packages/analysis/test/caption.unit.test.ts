import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captionLength } from '../src/caption/caption-length.ts';
import { emojiOf } from '../src/caption/emoji.ts';
import { hashtagsOf } from '../src/caption/hashtags.ts';
import { isQuestion } from '../src/caption/is-question.ts';
import { mentionsOf } from '../src/caption/mentions.ts';
import { plainText } from '../src/caption/plain-text.ts';
import { urlsOf } from '../src/caption/urls.ts';

const keys = (caption: string): string[] => hashtagsOf(caption).map(({ key }) => key);

describe('hashtags', () => {
  it('are letters, digits, underscores and marks of any alphabet', () => {
    expect(keys('#día #สวัสดี #日本 #हिन्दी #Top_10 #übung #می‌خواهم')).toEqual([
      'día',
      'สวัสดี',
      '日本',
      'हिन्दी',
      'top_10',
      'übung',
      'میخواهم',
    ]);
  });

  it('are one whatever the case and composition, spelt as first written', () => {
    expect(hashtagsOf('#Café #CAFE\u0301 #cafe')).toEqual([
      { key: 'café', spelling: 'Café' },
      { key: 'cafe', spelling: 'cafe' },
    ]);
  });

  it('end at other signs, follow one another and take the wide sign, too', () => {
    expect(keys('(#fun)! #a#b,#c ＃d #e-f')).toEqual(['fun', 'a', 'b', 'c', 'd', 'e']);
  });

  it('are no numbers, no fragments, no entities, no keycaps and nothing within a word', () => {
    expect(keys('We are #1 in C#major &#39;x https://a.b/#frag #️⃣ #\u0301a # ## #_1')).toEqual([
      '_1',
    ]);
  });
});

describe('emoji', () => {
  it('are read as they are seen, without skin tones', () => {
    expect(emojiOf('👍🏽 x👩‍👩‍👧 🇫🇷🇩🇪 1️⃣#⃣ ❤❤️ 🤷🏽‍♀️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🧑🏽‍🤝‍🧑🏿 ☝🏿')).toEqual([
      '👍',
      '👩‍👩‍👧',
      '🇫🇷',
      '🇩🇪',
      '1️⃣',
      '#️⃣',
      '❤️',
      '❤️',
      '🤷‍♀️',
      '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
      '🧑‍🤝‍🧑',
      '☝️',
    ]);
  });

  it('are no letters, digits, trade marks or lone parts', () => {
    expect(emojiOf('a 1 # © ™ ↔ ▪ \u{1f1eb} \u{1f3fd} \ufe0f \u200d')).toEqual([]);
    expect(emojiOf('©️ ™️ ↔️')).toEqual(['©️', '™️', '↔️']);
  });
});

describe('caption length', () => {
  it('counts what is seen as one character once', () => {
    for (const [caption, length] of [
      ['', 0],
      ['abc\n', 4],
      ['a\r\nb', 3],
      ['e\u0301a', 2],
      ['👩‍👩‍👧🇫🇷1️⃣👍🏽', 4],
      ['สวัสดี', 4],
      ['ทำ', 1],
      ['日本語', 3],
      ['👧ﾟ\u200d👍', 1],
    ] as const)
      expect(captionLength(caption)).toBe(length);
  });

  it('equals Intl.Segmenter on letters, marks and emoji', () => {
    const segmenter = new Intl.Segmenter('en');
    const piece = fc.constantFrom(
      ...[
        'a',
        'é',
        'e\u0301',
        ' ',
        '\n',
        '中',
        'ก',
        'ำ',
        '\u0e34',
        '👍',
        '👍🏽',
        '🏽',
        '👩‍👧',
        '🇫🇷',
      ],
      ...['\u200d', '\ufe0f', '❤️', '1️⃣', 'ﾊ', 'ﾟ'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const caption = `x${pieces.join('')}`;
        expect(captionLength(caption)).toBe([...segmenter.segment(caption)].length);
      }),
    );
  });
});

describe('questions, mentions, addresses', () => {
  it('a question mark of any script asks, one in an address does not', () => {
    for (const caption of ['Why?', '為什麼？', 'لماذا؟', 'Ինչո՞ւ'])
      expect(isQuestion(caption)).toBe(true);
    expect(isQuestion('watch https://youtu.be/watch?v=1')).toBe(false);
    expect(isQuestion('')).toBe(false);
  });

  it('mentions are names after "@", without the end of the sentence, and no e-mail', () => {
    expect(mentionsOf('with @Anna.K. and @b_c, @日本! @anna.k a@b.com https://x.com/@z')).toEqual([
      'anna.k',
      'b_c',
      '日本',
    ]);
  });

  it('addresses end before the signs of the sentence', () => {
    expect(urlsOf('(see https://a.b/c?d=e#f). Or www.x.org!')).toEqual([
      'https://a.b/c?d=e#f',
      'www.x.org',
    ]);
  });

  it('plain text is what is left in words', () => {
    expect(plainText('Hi @anna,  see https://a.b/c 😂❤️ #fun\nnow 1️⃣!')).toBe('Hi , see now !');
  });
});

describe('hostile captions', () => {
  const hostile = [
    '#',
    '@',
    '\u200d',
    '\ufe0f',
    '👩‍',
    '🇫',
    '#a',
    '@.',
    'https://',
    '1\ufe0f',
    '\u0301',
    '\ud83d',
  ];

  it.each(hostile)('ten thousand characters of %j are read like any others', (unit) => {
    const caption = unit.repeat(Math.ceil(10_000 / unit.length));
    for (const read of [hashtagsOf, emojiOf, mentionsOf, urlsOf])
      expect(read(caption).length).toBeLessThanOrEqual(caption.length);
    expect(captionLength(caption)).toBeLessThanOrEqual(caption.length);
    expect(plainText(caption).length).toBeLessThanOrEqual(caption.length);
    expect(isQuestion(caption)).toBe(false);
  });
});
