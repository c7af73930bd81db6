import type { InstagramMedia } from '@viral-scan/worlds';
import { badParameter, GraphError } from '../meta/graph-error.ts';
import { type Breakdown, totalRow, valuesRow } from '../meta/insight-row.ts';
import { checkParameters, readChoice, readNames } from '../meta/parameters.ts';
import { type InstagramCall, ownMedia, requireInsights } from './instagram-call.ts';
import { formerMetrics, metrics, type ProductType } from './media-metrics.ts';

const knownMetrics = [...Object.keys(metrics), ...formerMetrics];
const breakdowns = ['action_type', 'story_navigation_action_type'] as const;

/**
 * `GET /{ig-media}/insights`. One metric that the product type does not have fails the whole call;
 * when nothing is known yet, `data` is empty.
 */
export function mediaInsights(call: InstagramCall): object {
  requireInsights(call);
  const { query, door, instagram, at } = call;
  checkParameters(query, ['metric', 'breakdown', 'period']);
  const media = ownMedia(call);
  const wanted = readNames(query, 'metric', knownMetrics);
  readChoice(query, 'period', ['lifetime']);
  const breakdown = readChoice(query, 'breakdown', breakdowns);
  const product: ProductType = media === 'story' ? 'STORY' : media.productType;
  const refused = wanted.filter((name) => {
    const metric = metrics[name];
    return !metric?.of.includes(product) || (metric.door !== undefined && metric.door !== door);
  });
  if (refused.length > 0) {
    throw badParameter(
      `The Media Insights API does not support the ${refused.join(', ')} metric for this media product type.`,
    );
  }
  const unbroken = wanted.filter(
    (name) => breakdown !== null && metrics[name]?.breakdown !== breakdown,
  );
  if (unbroken.length > 0) {
    throw badParameter(
      `Incompatible breakdowns (${breakdown}) with metrics (${unbroken.join(', ')})`,
    );
  }
  if (media === 'story') throw tooFewViewers();
  if (media.isBeforeConversion) throw beforeConversion();
  const figures = instagram.figures(media.id, at);
  // What is counted in public is known before the rest is; insights then tell nothing at all.
  if (figures === null || figures.views === null) return { data: [] };
  const data = wanted.flatMap((name) => {
    const value = metrics[name]?.value(figures) ?? null;
    return value === null ? [] : [rowOf(media, name, value, breakdown)];
  });
  return { data };
}

function rowOf(
  { id }: InstagramMedia,
  name: string,
  value: number,
  breakdown: string | null,
): object {
  const head = { id, name, period: 'lifetime' } as const;
  const row = valuesRow(head, [{ value }]);
  return breakdown === null
    ? row
    : { ...row, ...totalRow(head, value, actionsOf(breakdown, value)) };
}

/** Mostly the link in the biography. */
const actionsOf = (dimension: string, value: number): Breakdown => ({
  dimensions: [dimension],
  results: [
    [['bio_link_clicked'], value - Math.floor(value / 4)],
    [['email'], Math.floor(value / 4)],
  ],
});

const tooFewViewers = (): GraphError =>
  new GraphError({
    code: 10,
    message: '(#10) Not enough viewers for the media to show insights',
  });

const beforeConversion = (): GraphError =>
  new GraphError({
    code: 100,
    subcode: 2_108_006,
    isTransient: false,
    message: 'Invalid parameter',
    userTitle: 'Media posted before business account conversion',
    userMessage:
      'The media was posted before the most recent time that the account was converted to a business account from a personal account.',
  });
