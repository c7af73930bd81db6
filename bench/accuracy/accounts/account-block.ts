import { progress } from '../progress.ts';
import type { AccountsRead } from '../read-accounts.ts';
import { count, many, share } from '../text.ts';
import { liftLines, shareLines } from './hours-lines.ts';
import { measureAccount } from './measure-account.ts';
import { modelLines } from './model-lines.ts';
import { shuffleControl } from './shuffle-control.ts';

/** What the controls may name at most. */
const allowed = 0.05;

function controlLine(...[accounts, asOfMs, timezone]: Parameters<typeof shuffleControl>): string {
  if (accounts.length === 0) return 'control: no account has enough posts to be asked';
  const { trials, named, interval } = shuffleControl(accounts, asOfMs, timezone);
  const [low, high] = interval ?? [0, 1];
  const verdict =
    low > allowed ? 'ABOVE 5 %' : named / trials <= allowed ? 'within 5 %' : 'not surely above 5 %';
  return `control, publication times shuffled: ${count(named)} of ${count(trials)} get an hour (${share(named, trials)} [${(100 * low).toFixed(1)}, ${(100 * high).toFixed(1)}]) – ${verdict}`;
}

/** The figures of a set of accounts, in lines to print. */
export function accountBlock(
  name: string,
  { accounts, asOfMs, notes }: AccountsRead,
  timezone: string,
): string[] {
  const tell = progress(`${name}, accounts`, accounts.length);
  const measures = accounts.map((account, i) => {
    tell(i);
    return measureAccount(account, asOfMs, timezone);
  });
  const posts = measures.reduce((sum, each) => sum + each.posts, 0);
  const compared = measures.reduce((sum, each) => sum + each.compared, 0);
  const ages = [...Map.groupBy(measures, ({ age }) => age)].sort(
    (a, b) => b[1].length - a[1].length,
  );
  const askable = accounts.filter(
    (_, i) => measures[i]?.refusal?.startsWith('not enough posts') !== true,
  );
  return [
    `${many(accounts.length, 'account')}, ${many(posts, 'post')}, ${count(compared)} compared at equal age (${ages
      .slice(0, 4)
      .map(([age, each]) => `${age}: ${each.length}`)
      .join(', ')}${ages.length > 4 ? ', …' : ''}); hours in ${timezone}`,
    ...notes,
    '',
    ...shareLines(measures),
    '',
    'held-out: hours chosen on the first 80 % of each account, measured on its last 20 %',
    ...liftLines(name, measures),
    '* the same in four steps back: the last fifth, the fifth before it …; 59 % of the posts held out once',
    '',
    ...modelLines(
      name,
      measures.map(({ accuracy }) => accuracy),
    ),
    '',
    controlLine(askable, asOfMs, timezone),
  ];
}
