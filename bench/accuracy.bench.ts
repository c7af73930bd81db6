import { basename } from 'node:path';
import { sharedPath } from '@viral-scan/testing';
import { accountBlock } from './accuracy/accounts/account-block.ts';
import { type AccuracyOptions, readOptions } from './accuracy/options.ts';
import { readAccounts } from './accuracy/read-accounts.ts';
import { sharedBlocks } from './accuracy/shared-blocks.ts';
import { writeMarkdown } from './analysis/write-markdown.ts';

/**
 * What the analysis is worth on real data: whether hours recommended on the past did better
 * later, how near expectations come, and how often it sees what is not there. On the shared data
 * sets, or with `--posts FILE` on any file in the import format. docs/accuracy.md explains the figures.
 */
async function run(options: AccuracyOptions): Promise<void> {
  const printed: string[] = [];
  const print = (title: string, lines: readonly string[]): void => {
    const block = [`${title}`, '─'.repeat(title.length), ...lines, ''].join('\n');
    console.log(block);
    printed.push(block);
  };
  if (options.posts !== null) {
    const name = basename(options.posts);
    print(
      name,
      accountBlock(name, await readAccounts(options.posts, options.snapshots), options.timezone),
    );
  } else {
    for (const { title, data, linesOf } of sharedBlocks) {
      const paths = data.map((path) => sharedPath('data', ...path.split('/')));
      const found = paths.filter((path) => path !== null);
      if (found.length < data.length) continue;
      print(title, await linesOf(found));
    }
  }
  if (options.markdown !== null) {
    writeMarkdown(options.markdown, `\`\`\`text\n${printed.join('\n').trimEnd()}\n\`\`\``);
  }
}

try {
  await run(readOptions(process.argv.slice(2)));
} catch (error) {
  console.error(`accuracy: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
