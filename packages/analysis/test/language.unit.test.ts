import type { AnalysisPost } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import {
  captionLanguage,
  languageOfTag,
  rememberLanguages,
} from '../src/language/caption-language.ts';
import { detectLanguage } from '../src/language/detect-language.ts';

const told = (caption: string): string | null => detectLanguage(caption).language;

describe('the language of a text', () => {
  it('is told from its words', () => {
    expect(told('Three things I wish I had known before starting a business')).toBe('en');
    expect(told('Tres cosas que me hubiera gustado saber antes de empezar')).toBe('es');
    expect(told('Trois choses que j’aurais aimé savoir avant de commencer')).toBe('fr');
    expect(told('Tiga hal yang ingin saya ketahui sebelum memulai usaha')).toBe('id');
    expect(told('Три вещи, которые я хотел бы знать до начала')).toBe('ru');
    expect(told('तीन बातें जो मुझे पहले पता होनी चाहिए थीं')).toBe('hi');
    expect(told('سه چیزی که کاش قبل از شروع می‌دانستم')).toBe('fa');
  });

  it('is given away by scripts of one language, Latin names among it or not', () => {
    expect(detectLanguage('안녕 Seoul')).toEqual({ language: null, reason: 'too_short' });
    expect(detectLanguage('안녕하세요')).toEqual({ language: 'ko', confidence: 1 });
    expect(told('東京都内の天気')).toBe('ja');
    expect(told('北京欢迎你')).toBe('zh');
    expect(told('สวัสดีครับ Roblox')).toBe('th');
    expect(told('ثلاثة أشياء تمنيت لو عرفتها')).toBe('ar');
  });

  it('leaves hashtags, mentions, addresses and emoji out', () => {
    expect(detectLanguage('😂😂 #amazing #beautiful @someone https://example.com/english')).toEqual(
      {
        language: null,
        reason: 'too_short',
      },
    );
    expect(told('Los mejores momentos del partido #highlights #bestmoments #football')).toBe('es');
  });

  it('is null with a reason where there is too little or nothing to go by', () => {
    for (const caption of ['', '   ', '2026!!!', 'ok', '한'])
      expect(detectLanguage(caption)).toEqual({ language: null, reason: 'too_short' });
    for (const caption of ['xqzv bnmrt qqkw zzpl', 'GEN vs T1 - BRO vs KRX | 2026 LCK'])
      expect(detectLanguage(caption)).toEqual({ language: null, reason: 'undecidable' });
  });

  it('takes captions of any length', () => {
    expect(told('the best day of my life and '.repeat(4_000))).toBe('en');
  });
});

describe("a platform's declaration", () => {
  it('is read as a language, and names of nothing as none', () => {
    for (const [tag, language] of [
      ['en-US', 'en'],
      ['pt_BR', 'pt'],
      ['iw', 'he'],
      ['zh-Hant-TW', 'zh'],
      ['fil', 'tl'],
      ['zxx', null],
      ['und', null],
      ['english', null],
      ['', null],
    ] as const)
      expect(languageOfTag(tag)).toBe(language);
  });

  const language = (caption: string | null, declared: string | null) =>
    captionLanguage({ caption, language: declared }).language;

  it('holds where the caption does not tell', () => {
    expect(language('GG', 'en')).toBe('en');
    expect(language(null, 'de')).toBe('de');
    expect(language('😂', 'zxx')).toBeNull();
    expect(language('Grand Finals', 'en-GB')).toBe('en');
  });

  it('does not hold over another script', () => {
    expect(language('ثلاثة أشياء تمنيت لو عرفتها', 'en')).toBe('ar');
    expect(language('안녕하세요 여러분', 'en')).toBe('ko');
  });

  it('does not hold where another language clearly fits better', () => {
    expect(language('Los bros se fueron a andorra', 'en')).toBe('es');
  });

  it('holds where another fits a little better', () => {
    expect(told('Valsspelen In Een Luckyblock Race In Minecraft! (Survival)')).toBe('en');
    expect(language('Valsspelen In Een Luckyblock Race In Minecraft! (Survival)', 'nl')).toBe('nl');
  });

  it('holds where the detector does not know the language', () => {
    expect(language('Екеуміз қолдан машина жасап жарыстық', 'kk')).toBe('kk');
  });

  it('and the caption are weighed once a post by those who remember', () => {
    const languageOf = rememberLanguages();
    const post = { caption: 'Grand Finals', language: 'en' } as AnalysisPost;
    expect(languageOf(post)).toEqual(captionLanguage(post));
    expect(languageOf(post)).toBe(languageOf(post));
  });
});
