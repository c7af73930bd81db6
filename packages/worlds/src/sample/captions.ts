import type { ChannelPlan } from './channel-plans.ts';
import { hookShares } from './constants.ts';
import type { Random } from './random.ts';

export type HookFamily = keyof typeof hookShares;

interface Vocabulary {
  readonly things: readonly string[];
  readonly places: readonly string[];
  readonly tags: readonly string[];
}

const vocabulary: Readonly<Record<ChannelPlan['topic'], Vocabulary>> = {
  kitchen: {
    things: [
      'sourdough',
      'fried eggs',
      'tomato sauce',
      'pasta water',
      'burnt sugar',
      'cold brew',
      'rice',
      'pickles',
      'caramel',
      'garlic',
    ],
    places: ['in a tiny kitchen', 'without an oven', 'on a weeknight', 'with one pan'],
    tags: ['cooking', 'foodscience', 'kitchen', 'recipe', 'homecook', 'baking'],
  },
  bikes: {
    things: [
      'steel frames',
      'old chains',
      'wide tyres',
      'cargo bikes',
      'brake pads',
      'saddle bags',
      'hub gears',
      'fixed gears',
      'rain jackets',
      'bottom brackets',
    ],
    places: ['in the city', 'in the rain', 'on gravel', 'without a workshop'],
    tags: ['cycling', 'bikelife', 'bikepacking', 'commute', 'gravel', 'repair'],
  },
  garden: {
    things: [
      'tomatoes',
      'basil',
      'compost',
      'strawberries',
      'chillies',
      'seedlings',
      'mint',
      'salad',
      'beans',
      'worms',
    ],
    places: ['on a north balcony', 'in old buckets', 'before the frost', 'with no budget'],
    tags: ['gardening', 'balcony', 'urbanfarming', 'plants', 'growyourown', 'compost'],
  },
  travel: {
    things: [
      'night trains',
      'ferry cabins',
      'mountain huts',
      'cheap stays',
      'border towns',
      'station food',
      'packing lists',
      'rail passes',
      'quiet islands',
      'winter coasts',
    ],
    places: ['in Norway', 'with a child', 'for under 50 euros', 'in one week-end'],
    tags: ['travel', 'trains', 'norway', 'slowtravel', 'vanlife', 'budgettravel'],
  },
  studio: {
    things: [
      'tape machines',
      'room tone',
      'cheap microphones',
      'drum loops',
      'old synths',
      'cable noise',
      'reverb',
      'vocal takes',
      'bass guitars',
      'mix busses',
    ],
    places: ['in a basement', 'before midnight', 'with two tracks', 'on headphones'],
    tags: ['music', 'homestudio', 'recording', 'synth', 'mixing', 'producer'],
  },
};

const titles: Readonly<Record<HookFamily, readonly string[]>> = {
  question: [
    'Why does nobody talk about {thing}?',
    'Is {thing} {place} worth it?',
    'What happens to {thing} after 30 days?',
    'Have you ever tried {thing} {place}?',
  ],
  list: [
    '{n} things about {thing} worth knowing',
    '{n} mistakes with {thing} {place}',
    '{n} ideas for {thing} {place}',
  ],
  how_to: [
    'How to fix {thing} {place}',
    'How to choose {thing} like a pro',
    'How to start with {thing} {place}',
  ],
  statement: [
    'Our week with {thing} {place}',
    '{Thing} {place}',
    'A quiet day with {thing}',
    'The truth about {thing}',
    'We tested {thing} {place}',
    '{Thing}, part {n}',
  ],
};

const descriptions = [
  'We tried it so that you do not have to. Tell us in the comments what we missed.',
  'Filmed in one take, with all the mistakes left in.',
  'Everything we used is listed below. Thanks for watching! 🙌',
  'Part of our weekly series. New episodes all week long.',
  'Short answer in the first minute, the long one after that. ✨',
] as const;

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export interface Caption {
  readonly family: HookFamily;
  readonly title: string;
  /** A sentence or two and one to three hashtags. */
  readonly description: string;
  readonly tags: readonly string[];
}

/** A title that opens with one of the families in their shares, and what goes below it. */
export function createCaption(topic: ChannelPlan['topic'], random: Random): Caption {
  const words = vocabulary[topic];
  const family = drawFamily(random);
  const thing = random.pick(words.things);
  const title = random
    .pick(titles[family])
    .replace('{thing}', thing)
    .replace('{Thing}', capitalised(thing))
    .replace('{place}', random.pick(words.places))
    .replace('{n}', String(random.integer(3, 9)));
  const tags = random.shuffled(words.tags).slice(0, random.integer(1, 3));
  const hashtags = tags.map((tag) => `#${tag}`).join(' ');
  return {
    family,
    title,
    description: `${random.pick(descriptions)}\n\n${hashtags}`,
    tags: [...tags, thing],
  };
}

function drawFamily(random: Random): HookFamily {
  const drawn = random.next();
  let upTo = 0;
  for (const [family, share] of Object.entries(hookShares) as [HookFamily, number][]) {
    upTo += share;
    if (drawn < upTo) return family;
  }
  return 'statement';
}
