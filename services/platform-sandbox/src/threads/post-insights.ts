import type { ThreadsFigures } from '@viral-scan/worlds';
import { valuesRow } from '../meta/insight-row.ts';
import { checkParameters, readNames } from '../meta/parameters.ts';
import { ownPost } from './posts.ts';
import { requireThreads, type ThreadsCall } from './threads-call.ts';

const metrics: Readonly<Record<string, (figures: ThreadsFigures) => number>> = {
  views: ({ views }) => views,
  likes: ({ likes }) => likes,
  replies: ({ replies }) => replies,
  reposts: ({ reposts }) => reposts,
  quotes: ({ quotes }) => quotes,
  shares: ({ shares }) => shares,
};

/** `GET /{post}/insights`: lifetime totals; nothing of what is another's post. */
export function postInsights(call: ThreadsCall): object {
  requireThreads(call, 'threads_manage_insights');
  const { query, threads, at } = call;
  checkParameters(query, ['metric', 'since', 'until']);
  const wanted = readNames(query, 'metric', Object.keys(metrics));
  const { id } = ownPost(call);
  const figures = threads.figures(id, at);
  if (figures === null) return { data: [] };
  return {
    data: wanted.map((name) =>
      valuesRow({ id, name, period: 'lifetime' }, [{ value: metrics[name]?.(figures) ?? 0 }]),
    ),
  };
}
