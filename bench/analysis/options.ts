import { parseArgs } from 'node:util';
import { capabilities } from './capabilities.ts';
import { eventLoop } from './event-loop.ts';
import { type Size, sizes } from './sizes.ts';

export interface BenchOptions {
  readonly sizes: readonly Size[];
  readonly isWanted: (name: string) => boolean;
  /** Also what takes many minutes. */
  readonly all: boolean;
  /** The file whose table is written anew. */
  readonly markdown: string | null;
}

/** `--only umap,stl --sizes 1k,10k --all --markdown docs/performance.md`; a name takes in those it begins. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      sizes: { type: 'string' },
      all: { type: 'boolean', default: false },
      markdown: { type: 'string' },
    },
  });
  const names = [...capabilities.map(({ name }) => name), eventLoop];
  const only = values.only?.split(',') ?? null;
  for (const word of only ?? []) {
    if (names.some((name) => name.startsWith(word))) continue;
    throw new Error(`nothing is called ${word}; there are: ${names.join(', ')}`);
  }
  const wanted = values.sizes?.split(',') ?? [...sizes];
  for (const word of wanted) {
    if (sizes.some((size) => size === word)) continue;
    throw new Error(`no size ${word}; there are: ${sizes.join(', ')}`);
  }
  return {
    sizes: sizes.filter((size) => wanted.includes(size)),
    isWanted: (name) => only === null || only.some((word) => name.startsWith(word)),
    all: values.all,
    markdown: values.markdown ?? null,
  };
}
