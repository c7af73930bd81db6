import { type Random, randomFor } from '@viral-scan/analysis';
import type { AnalysisInput, AnalysisPost, ObservedMetrics, PostType } from '@viral-scan/contracts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const asOfMs = Date.UTC(2026, 5, 30, 6);
const days = 1_000;
/** Hours after publication at which a post is looked at. */
const looksAt = [6, 24, 48, 72, 168, 720];

const openings = [
  (n: number) => `${n % 9 || 7} ways to cook rice without burning it`,
  () => 'Nobody tells you this about morning runs',
  () => 'How to plan a week of lunches in one hour',
  () => 'Stop buying plants before you watch this',
  () => 'Is this the best coffee in town?',
  (n: number) => `Day ${n % 60} of learning the piano`,
  () => 'I tried a camera from 1950 so you do not have to',
  () => 'The secret to better portraits is light',
  () => 'We finally moved in',
  () => 'Sourdough or rye: which one wins?',
  () => 'Never wash your jeans like this',
  () => 'My honest opinion of the new lens',
];
const sequels = [
  'Save it for later and tell me what you would change.',
  'It took three days, two friends and a lot of patience, but the result was worth it.',
  'I was really disappointed at first. Then it got much better!',
  'Link in bio for the full story.',
  'Thank you all for the kind words, it means a lot to us.',
  'What do you think? I read every comment.',
];
const tags = 'food travel running photography music home plants coffee diy style news family'.split(
  ' ',
);
const emoji = ['😂', '❤️', '🔥', '😍', '🙏', '😭', '✨', '👀'];
const types: readonly PostType[] = ['video', 'image', 'short', 'carousel'];

const pick = <Item>(items: readonly Item[], random: Random): Item =>
  items[Math.floor(random() * items.length)] as Item;

/** An English caption: an opening line, up to three sentences, hashtags, perhaps an emoji. */
export function generatedCaption(i: number): string {
  const random = randomFor('caption', i);
  const opening = pick(openings, random)(i);
  const rest = Array.from({ length: Math.floor(4 * random()) }, () => pick(sequels, random));
  const marks = random() < 0.4 ? ` ${pick(emoji, random)}` : '';
  const topics = Array.from({ length: Math.floor(4 * random()) }, () => `#${pick(tags, random)}`);
  return `${opening}${marks}\n${[...rest, ...topics].join(' ')}`.trim();
}

const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** What a post reached of its final amount at an age. */
const grown = (ageHours: number): number => 1 - Math.exp(-((ageHours / 30) ** 0.7));

/** One own account with so many English posts in 1,000 days, each looked at up to six times. */
export function generatedAccount(count: number): AnalysisInput {
  const random = randomFor('account', count);
  const times = Float64Array.from({ length: count }, () => {
    const hour = 7 + Math.floor(16 * random());
    const day = Math.floor(random() * days) + 1;
    return asOfMs - (asOfMs % dayMs) - day * dayMs + hour * hourMs + Math.floor(random() * hourMs);
  }).sort();
  let shock = normal(random);
  const posts = Array.from(times, (publishedAtMs, i): AnalysisPost => {
    shock = 0.3 * shock + Math.sqrt(1 - 0.3 ** 2) * normal(random);
    const hour = new Date(publishedAtMs).getUTCHours();
    const type = pick(types, random);
    const typeEffect = type === 'short' ? 0.5 : 0;
    const viral = random() < 0.01 ? 3 : 0;
    const level = 7 + 0.65 * shock + typeEffect + viral + (hour === 19 ? Math.log(1.3) : 0);
    const isFilmed = type === 'video' || type === 'short';
    const seconds = 15 + Math.floor(60 * random());
    return {
      postId: `post-${i}`,
      publishedAtMs,
      caption: generatedCaption(i),
      type,
      durationSeconds: isFilmed ? seconds : null,
      language: null,
      url: null,
      tags: [pick(tags, random)],
      sound: isFilmed ? `sound-${Math.floor(50 * random())}` : null,
      retention: isFilmed && i % 5 === 0 ? retentionOf(seconds, random) : null,
      snapshots: looksAt
        .map((ageHours) => ageHours * (0.98 + 0.04 * random()))
        .filter((ageHours) => publishedAtMs + ageHours * hourMs <= asOfMs)
        .map((ageHours) => observed(publishedAtMs, ageHours, Math.exp(level), random)),
    };
  });
  const account = {
    accountId: `file:${count}`,
    platform: 'file' as const,
    origin: null,
    role: 'own' as const,
    name: null,
    followers: 50_000,
    timezone: null,
    posts,
  };
  return {
    asOfMs,
    fromMs: asOfMs - (days + 1) * dayMs,
    timezone: 'Europe/Berlin',
    accounts: [account],
  };
}

function observed(
  publishedAtMs: number,
  ageHours: number,
  final: number,
  random: Random,
): ObservedMetrics {
  const amount = Math.floor(final * grown(ageHours));
  return {
    capturedAtMs: Math.floor(publishedAtMs + ageHours * hourMs),
    views: amount * (18 + Math.floor(4 * random())),
    likes: amount,
    comments: Math.floor(amount * 0.1 * random()),
    shares: Math.floor(amount * 0.05 * random()),
    saves: null,
    reach: null,
  };
}

/** Twenty points of a curve that falls, fastest somewhere in the middle. */
function retentionOf(duration: number, random: Random) {
  const drop = 0.2 + 0.6 * random();
  const points = Array.from({ length: 20 }, (_, i) => i / 19);
  return {
    seconds: points.map((part) => part * duration),
    shares: points.map((part) => 1 - 0.3 * part - 0.4 / (1 + Math.exp(-30 * (part - drop)))),
  };
}
