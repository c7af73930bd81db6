import { english, type HookFamily, opensWith, phrases } from './hook-family.ts';
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
  english('list_number', '[NUM] ways to …', isList),
  english(
    'how_to',
    'how to …',
    phrases(
      'how to, how i, how we, how you can, guide to, a guide, tutorial, step by step, beginners guide, ways to, tips for, tips to',
    ),
  ),
  english(
    'negation',
    "don't … / stop … / never … / … without …",
    phrases(
      'dont, do not, never, stop, wont, cant, cannot, shouldnt, isnt, arent, nobody, no one, nothing, without',
    ),
  ),
  english(
    'warning',
    'avoid … / the mistake …',
    phrases(
      'avoid, mistake, mistakes, warning, beware, watch out, be careful, wrong, dangerous, danger, worst thing, red flag, red flags, regret, scam, scams, before you buy',
    ),
  ),
  english(
    'curiosity_gap',
    'what happens when … / this is why …',
    phrases(
      `this is why, this is what, this is how, heres why, heres what, heres how, what happens, what happened,
      the reason, wait for it, wait until, wait till, turns out, you wont believe, find out, what i learned,
      this happened, until you see, the truth, guess what, guess who, you never knew,
      didnt know, dont know, never expected, but then, youll never`,
    ),
  ),
  english(
    'secret',
    'the secret to … / hidden …',
    phrases(
      `secret, secrets, secretly, hidden, hack, hacks, trick, tricks, nobody tells you, no one tells you,
      nobody talks about, no one talks about, revealed, exposed, they dont want you, little known,
      underrated, confession, confessions`,
    ),
  ),
  english(
    'comparison',
    '… vs … / … better than …',
    phrases(
      'vs, versus, better than, worse than, more than, less than, compared, instead of, difference between, differences between, cheap, or nothing, which is better, side by side',
    ),
  ),
  english(
    'before_after',
    'before and after … / from … to …',
    phrases(
      `before and after, before after, transformation, glow up, makeover, then and now, from zero to, zero to,
      from scratch, turned into, turning, transformed, progress, results, restored, upgrade`,
    ),
  ),
  english(
    'challenge',
    'I tried … for [NUM] days',
    phrases(
      `challenge, challenged, i tried, we tried, trying, try not to, i survived, surviving, last to,
      for 24 hours, for 30 days, for 7 days, for a week, for a month, for a year, i dare, dare,
      impossible, i bet, bet you, can you, first to`,
    ),
  ),
  english(
    'story',
    'when I … / I [VERB] …',
    opensWith(
      'when i, when my, when we, story time, storytime, pov, day in, a day in, the day, the time, once, how i, last night, yesterday, that time, imagine',
    ),
    phrases('the story of, my story, my life, a day in, my journey, the moment, years ago'),
    tellsPast,
  ),
  english('personal', 'I … / my …', phrases('i, im, ive, ill, id, my, me, myself')),
  english(
    'statistic',
    '[NUM] % of … / [NUM] million …',
    amount,
    phrases(
      'percent, million, millions, billion, billions, thousand, thousands, study, survey, statistics, according to, times more, 10x, 100x, out of 10, average',
    ),
  ),
  english(
    'urgency',
    'now / last chance …',
    phrases(
      `now, today, tonight, tomorrow, hurry, last chance, before its too late, breaking, limited, ends soon,
      urgent, just announced, immediately, asap, dont miss, deadline, only today, while you can`,
    ),
  ),
  english(
    'social_proof',
    'everyone is … / [NUM] people …',
    phrases(
      `everyone, everybody, people are, million people, most people, most popular, viral, trending, best selling,
      famous, fans, loved by, the internet, internet, all my friends, you asked, requested, celebrities, tiktok made me`,
    ),
  ),
  english(
    'authority',
    'experts say …',
    phrases(
      'expert, experts, doctor, doctors, dr, scientist, scientists, science, professional, pro, pros, explained, explains, research, proven, certified, chef, nurse, engineer, lawyer, therapist, teacher, coach',
    ),
  ),
  english(
    'controversy',
    'unpopular opinion … / the problem with …',
    phrases(
      'unpopular opinion, hot take, controversial, overrated, the problem with, problem with, debate, lie, lies, lied, lying, myth, myths, hate, hates, ruined, cancelled, drama, truth about, called out',
    ),
  ),
  english(
    'superlative',
    'the best … / the most …',
    phrases(
      'best, worst, most, biggest, ultimate, greatest, fastest, smallest, largest, hardest, easiest, strongest, top, perfect, only',
    ),
  ),
  english(
    'intensity',
    'insane … / will make you …',
    phrases(
      `insane, crazy, shocking, unbelievable, incredible, amazing, awesome, hilarious, terrifying, heartbreaking,
      brilliant, genius, epic, wild, mind blowing, jaw dropping, adorable, beautiful, powerful, make you, blow your mind`,
    ),
  ),
  english(
    'quick_win',
    'easy … / in [NUM] minutes',
    phrases(
      'easy, easily, simple, quick, quickly, fast, instantly, in minutes, in seconds, 5 minute, 10 minute, minutes, one minute, 60 seconds, lazy, effortless, beginner, beginners, just one',
    ),
  ),
  english(
    'offer',
    'free … / win …',
    phrases(
      'free, giveaway, discount, deal, deals, sale, win, save, coupon, off, budget, under, affordable',
    ),
  ),
  english('direct_address', 'you …', phrases('you, your, youre, youve, youll, yourself')),
  english(
    'this_pointing',
    'this … / these …',
    opensWith('this, these, heres, here are, here is, meet, thats'),
  ),
  english(
    'command',
    'watch … / try …',
    opensWith(
      'watch, try, do, make, get, stop, start, look, listen, learn, see, take, build, use, read, join, guess, check, save, follow, tag, share, comment',
    ),
    isCommand,
  ),
  english(
    'conditional',
    'if you …',
    opensWith('if, when you, unless, before you'),
    phrases('if you, if your, if youre'),
  ),
  english(
    'novelty',
    'new … / first …',
    phrases(
      'new, first, first time, introducing, finally, official, update, updates, leaked, first look, announcing, launch, launched, just dropped, coming soon',
    ),
  ),
];
