import { english, type HookFamily } from './hook-family.ts';
import type { HookWords } from './hook-words.ts';
import { isList } from './list-opening.ts';

const amount = ({ text }: HookWords): boolean =>
  text.includes('%') || text.includes('$') || text.includes('€') || text.includes('£');

/** "I tried", "we built", "my mother told": a first person, then at once a verb in the past. */
function tellsPast({ tagged }: HookWords): boolean {
  const first = tagged[0];
  if (first === undefined || (first.word !== 'i' && first.word !== 'we')) return false;
  const verb = tagged.slice(1, 4).find(({ part }) => part === 'VERB');
  return verb !== undefined && verb.lemma !== verb.word && !verb.word.endsWith('ing');
}

/** Opens with a bare verb: "build a …", "stop …". */
function isCommand({ tagged }: HookWords): boolean {
  const [first, second] = tagged;
  return (
    first?.part === 'VERB' &&
    first.lemma === first.word &&
    second !== undefined &&
    second.part !== 'VERB' &&
    second.part !== 'AUX'
  );
}

/** Families told by English words; tried on English hooks only. */
export const englishFamilies: readonly HookFamily[] = [
  english('list_number', '[NUM] ways to …', { test: isList }),
  english('how_to', 'how to …', {
    has: 'how to, how i, how we, how you can, guide to, a guide, tutorial, step by step, beginners guide, ways to, tips for, tips to',
  }),
  english('negation', "don't … / stop … / never … / … without …", {
    has: 'dont, do not, never, stop, wont, cant, cannot, shouldnt, isnt, arent, nobody, no one, nothing, without',
  }),
  english('warning', 'avoid … / the mistake …', {
    has: 'avoid, mistake, mistakes, warning, beware, watch out, be careful, wrong, dangerous, danger, worst thing, red flag, red flags, regret, scam, scams, before you buy',
  }),
  english('curiosity_gap', 'what happens when … / this is why …', {
    has: `this is why, this is what, this is how, heres why, heres what, heres how, what happens, what happened,
      the reason, wait for it, wait until, wait till, turns out, you wont believe, find out, what i learned,
      this happened, until you see, the truth, guess what, guess who, you never knew,
      didnt know, dont know, never expected, but then, youll never`,
  }),
  english('secret', 'the secret to … / hidden …', {
    has: `secret, secrets, secretly, hidden, hack, hacks, trick, tricks, nobody tells you, no one tells you,
      nobody talks about, no one talks about, revealed, exposed, they dont want you, little known,
      underrated, confession, confessions`,
  }),
  english('comparison', '… vs … / … better than …', {
    has: 'vs, versus, better than, worse than, more than, less than, compared, instead of, difference between, differences between, cheap, or nothing, which is better, side by side',
  }),
  english('before_after', 'before and after … / from … to …', {
    has: `before and after, before after, transformation, glow up, makeover, then and now, from zero to, zero to,
      from scratch, turned into, turning, transformed, progress, results, restored, upgrade`,
  }),
  english('challenge', 'I tried … for [NUM] days', {
    has: `challenge, challenged, i tried, we tried, trying, try not to, i survived, surviving, last to,
      for 24 hours, for 30 days, for 7 days, for a week, for a month, for a year, i dare, dare,
      impossible, i bet, bet you, can you, first to`,
  }),
  english('story', 'when I … / I [VERB] …', {
    has: 'the story of, my story, my life, a day in, my journey, the moment, years ago',
    opens:
      'when i, when my, when we, story time, storytime, pov, day in, a day in, the day, the time, once, how i, last night, yesterday, that time, imagine',
    test: tellsPast,
  }),
  english('personal', 'I … / my …', { has: 'i, im, ive, ill, id, my, me, myself' }),
  english('statistic', '[NUM] % of … / [NUM] million …', {
    has: 'percent, million, millions, billion, billions, thousand, thousands, study, survey, statistics, according to, times more, 10x, 100x, out of 10, average',
    test: amount,
  }),
  english('urgency', 'now / last chance …', {
    has: `now, today, tonight, tomorrow, hurry, last chance, before its too late, breaking, limited, ends soon,
      urgent, just announced, immediately, asap, dont miss, deadline, only today, while you can`,
  }),
  english('social_proof', 'everyone is … / [NUM] people …', {
    has: `everyone, everybody, people are, million people, most people, most popular, viral, trending, best selling,
      famous, fans, loved by, the internet, internet, all my friends, you asked, requested, celebrities, tiktok made me`,
  }),
  english('authority', 'experts say …', {
    has: 'expert, experts, doctor, doctors, dr, scientist, scientists, science, professional, pro, pros, explained, explains, research, proven, certified, chef, nurse, engineer, lawyer, therapist, teacher, coach',
  }),
  english('controversy', 'unpopular opinion … / the problem with …', {
    has: 'unpopular opinion, hot take, controversial, overrated, the problem with, problem with, debate, lie, lies, lied, lying, myth, myths, hate, hates, ruined, cancelled, drama, truth about, called out',
  }),
  english('superlative', 'the best … / the most …', {
    has: 'best, worst, most, biggest, ultimate, greatest, fastest, smallest, largest, hardest, easiest, strongest, top, perfect, only',
  }),
  english('intensity', 'insane … / will make you …', {
    has: `insane, crazy, shocking, unbelievable, incredible, amazing, awesome, hilarious, terrifying, heartbreaking,
      brilliant, genius, epic, wild, mind blowing, jaw dropping, adorable, beautiful, powerful, make you, blow your mind`,
  }),
  english('quick_win', 'easy … / in [NUM] minutes', {
    has: 'easy, easily, simple, quick, quickly, fast, instantly, in minutes, in seconds, 5 minute, 10 minute, minutes, one minute, 60 seconds, lazy, effortless, beginner, beginners, just one',
  }),
  english('offer', 'free … / win …', {
    has: 'free, giveaway, discount, deal, deals, sale, win, save, coupon, off, budget, under, affordable',
  }),
  english('direct_address', 'you …', { has: 'you, your, youre, youve, youll, yourself' }),
  english('this_pointing', 'this … / these …', {
    opens: 'this, these, heres, here are, here is, meet, thats',
  }),
  english('command', 'watch … / try …', {
    opens:
      'watch, try, do, make, get, stop, start, look, listen, learn, see, take, build, use, read, join, guess, check, save, follow, tag, share, comment',
    test: isCommand,
  }),
  english('conditional', 'if you …', {
    has: 'if you, if your, if youre',
    opens: 'if, when you, unless, before you',
  }),
  english('novelty', 'new … / first …', {
    has: 'new, first, first time, introducing, finally, official, update, updates, leaked, first look, announcing, launch, launched, just dropped, coming soon',
  }),
];
