import type { Random } from '../src/random/sfc32.ts';

const bank = [
  '{num} easy ways to {verb} {noun}',
  '{num} ways to {verb} {noun} without {verbing}',
  'How to {verb} your {noun} today?',
  'How I {verbed} a {noun} in {num} days',
  'Stop {verbing} {noun} right now!',
  'The secret of every {adj} {noun}',
  'What happens when you {verb} {noun}',
  'My {adj} {noun} and why I {verbed} it',
  '{noun} vs {noun}: which is better?',
  'Nobody tells you this about {noun}',
  'I tried {verbing} {noun} for {num} days',
  'New {noun} from the {adj} {noun} 🔥',
  'Watch me {verb} a {adj} {noun}',
  'The {adj} {noun} of the week',
  'Everyone is {verbing} {noun}',
  'Is {noun} really {adj}?',
];
const words: Readonly<Record<string, readonly string[]>> = {
  num: ['3', '5', '7', '10', '21'],
  verb: ['cook', 'build', 'clean', 'paint', 'fix', 'grow'],
  verbing: ['cooking', 'building', 'cleaning', 'painting', 'fixing', 'growing'],
  verbed: ['cooked', 'built', 'cleaned', 'painted', 'fixed', 'grew'],
  noun: ['bread', 'garden', 'kitchen', 'house', 'pasta', 'guitar', 'bike', 'car', 'boat', 'phone'],
  adj: ['small', 'cheap', 'old', 'green', 'strange', 'perfect'],
};

const pick = (list: readonly string[], random: Random): string =>
  list[Math.floor(random() * list.length)] ?? '';

/** One of the templates. */
export const captionForm = (random: Random): string => pick(bank, random);

/** A caption of a bank of templates with random words. */
export const captionOfBank = (random: Random, templates: readonly string[] = bank): string =>
  pick(templates, random).replaceAll(/\{(\w+)\}/g, (_, slot: string) =>
    pick(words[slot] ?? [], random),
  );
