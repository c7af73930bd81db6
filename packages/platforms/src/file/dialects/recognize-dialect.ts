import { UnreadableFile } from '@viral-scan/contracts';
import { normalizeName } from '../header-names.ts';
import type { Dialect } from './dialect.ts';
import { refusalOf } from './foreign-exports.ts';
import { metaInstagram } from './meta-instagram.ts';
import { tiktokStudio } from './tiktok-studio.ts';
import { youtubeStudio } from './youtube-studio.ts';

export const dialects: readonly Dialect[] = [youtubeStudio, tiktokStudio, metaInstagram];

/**
 * The platform's export that a CSV header is of; null when it is none. A header that suits our own
 * format is ours, unless the export has ours inside.
 *
 * @param names normalized names of the header
 * @throws UnreadableFile when it is a known file without posts, or suits several exports
 */
export function recognizeDialect(
  names: ReadonlySet<string>,
  { isOwn, line }: { readonly isOwn: boolean; readonly line: number },
): Dialect | null {
  const refusal = refusalOf(names, { isOwn });
  if (refusal !== null) throw new UnreadableFile(refusal, line);
  const suited = dialects.filter(
    (dialect) => (dialect.resemblesOwn || !isOwn) && lackOf(dialect, names).length === 0,
  );
  const [dialect = null, ...more] = suited;
  if (more.length > 0) {
    const known = suited.map(({ name }) => name).join(' and of ');
    throw new UnreadableFile(`the header suits several exports, that of ${known}`, line);
  }
  return dialect;
}

/** Ends the refusal of a header that is no one's: which exports are known, and which is nearest. */
export function nearestDialects(names: ReadonlySet<string>): string {
  const known =
    'exports of YouTube Studio, TikTok Studio and Meta Business Suite (Instagram) are known by their English headers';
  const found = dialects.map((dialect) => {
    const lack = lackOf(dialect, names);
    return { dialect, lack, suited: dialect.signature.length - lack.length };
  });
  const best = Math.max(...found.map(({ suited }) => suited));
  // One name alone (a title, a date) is no likeness.
  if (best < 2) return known;
  const nearest = found
    .filter(({ suited }) => suited === best)
    .map(({ dialect, lack }) => {
      const lacking = lack.map((group) => group.slice(0, 3).join(' or ')).join(' and ');
      return `${dialect.name}, which also has ${lacking}`;
    });
  return `${known}; it comes nearest to ${nearest.join(', or to ')}`;
}

const lackOf = ({ signature }: Dialect, names: ReadonlySet<string>) =>
  signature.filter((group) => !group.some((name) => names.has(normalizeName(name))));
