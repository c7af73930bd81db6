import { normalizeName } from '../header-names.ts';

/** A file that comes with the exports we read, or looks like one, and holds no posts for us. */
interface ForeignExport {
  /** Of each group one name has to be there. */
  readonly has: readonly (readonly string[])[];
  readonly lacks?: readonly string[];
  /** Nothing else may be there. */
  readonly only?: readonly string[];
  /** Its header has all that our own format needs, too. */
  readonly resemblesOwn?: boolean;
  readonly refusal: string;
}

const studioTotals = [
  'Views',
  'Engaged views',
  'Watch time (hours)',
  'Subscribers',
  'Impressions',
  'Impressions click-through rate (%)',
  'Thumbnail impressions',
  'Thumbnail click-through rate (%)',
  'Average view duration',
  'Average percentage viewed (%)',
  'Stayed to watch (%)',
  'Unique viewers',
  'Likes',
  'Comments added',
  'Shares',
];

const takeTable =
  'choose "Content" in the advanced mode of YouTube Studio\'s analytics and send the "Table data.csv" of its download';
const takeContent = 'send the "Content.csv" of the same download';

const foreignExports: readonly ForeignExport[] = [
  {
    has: [['Date'], ['Content', 'Video'], ['Video title'], ['Video publish time']],
    refusal:
      'the file is YouTube Studio\'s "Chart data.csv", figures of single days: send the "Table data.csv" of the same download',
  },
  {
    has: [['Date'], studioTotals],
    only: ['Date', ...studioTotals],
    refusal:
      'the file looks like YouTube Studio\'s "Totals.csv", figures of a whole channel: send the "Table data.csv" of the same download',
  },
  {
    has: [
      [
        'Watch time (hours)',
        'Impressions click-through rate (%)',
        'Thumbnail click-through rate (%)',
        'Average percentage viewed (%)',
      ],
    ],
    lacks: ['Video title', 'Video publish time'],
    refusal: `the file is a table of YouTube Studio that lists no videos: ${takeTable}`,
  },
  {
    has: [['Date'], ['Video views'], ['Profile views']],
    refusal: `the file is TikTok Studio's "Overview.csv", figures of single days: ${takeContent}`,
  },
  {
    has: [['Date'], ['Total viewers', 'Followers', 'Active followers']],
    lacks: ['Video link', 'Post link', 'Video ID', 'Post ID'],
    refusal: `the file looks like TikTok Studio's figures of viewers or followers: ${takeContent}`,
  },
  {
    has: [['Post ID'], ['Page ID'], ['Publish time'], ['Caption type', 'Is crosspost']],
    resemblesOwn: true,
    refusal:
      "the file is Meta Business Suite's export of a Facebook page: send the content export of the Instagram account",
  },
];

/** Why a header is that of a known file without posts for us; null when it is none. */
export function refusalOf(
  names: ReadonlySet<string>,
  { isOwn }: { readonly isOwn: boolean },
): string | null {
  const has = (name: string) => names.has(normalizeName(name));
  const known = foreignExports.find((file) => {
    const { has: groups, lacks = [], only, resemblesOwn = false } = file;
    const allowed = only === undefined ? null : new Set(only.map(normalizeName));
    return (
      (resemblesOwn || !isOwn) &&
      groups.every((group) => group.some(has)) &&
      !lacks.some(has) &&
      (allowed === null || [...names].every((name) => allowed.has(name)))
    );
  });
  return known?.refusal ?? null;
}
