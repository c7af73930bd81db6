import { AccountNotFound, type ConnectorCall, UpstreamRefused } from '@viral-scan/contracts';
import type { GraphAnswer } from '../meta/graph-answer.ts';
import type { GraphGet } from '../meta/graph-api.ts';
import { type InsightRow, readInsightRows } from '../meta/insight-rows.ts';
import { figuresOf, type MediaFigures, metricsOf, noFigures } from './media-figures.ts';

export interface MediumOf {
  readonly id: string;
  readonly productType: string | null;
}

export type ReadMediaInsights = (medium: MediumOf, call: ConnectorCall) => Promise<MediaFigures>;

/**
 * Reads `GET /{ig-media}/insights`, one call a medium. When a metric is refused, which fails the
 * whole call, each is asked for by itself; one that a product type does not have is remembered for as
 * long as the process lives, so that this is paid for once.
 */
export function mediaInsights(get: GraphGet): ReadMediaInsights {
  const refused = new Map<string | null, Set<string>>();

  const ask = (id: string, metrics: readonly string[], call: ConnectorCall) =>
    get(
      {
        operation: 'media/insights',
        path: [id, 'insights'],
        parameters: { metric: metrics.join(',') },
      },
      call,
    );

  const askOneByOne = async (
    { id, productType }: MediumOf,
    metrics: readonly string[],
    call: ConnectorCall,
  ): Promise<MediaFigures> => {
    const rows = new Map<string, InsightRow>();
    const without: string[] = [];
    let answered = 0;
    for (const metric of metrics) {
      const answer = await ask(id, [metric], call);
      if (answer.ok) {
        answered += 1;
        for (const [name, row] of readInsightRows(answer.root)) rows.set(name, row);
      } else if (!isSilent(answer)) throw answer.error;
      else if (answer.meansNoMetric) without.push(metric);
    }
    // Where nothing is answered at all the medium is to blame, not its type.
    if (answered > 0) {
      refused.set(productType, new Set([...(refused.get(productType) ?? []), ...without]));
    }
    return figuresOf(rows);
  };

  return async (medium, call) => {
    const { id, productType } = medium;
    const known = refused.get(productType);
    const metrics = metricsOf(productType).filter((metric) => known?.has(metric) !== true);
    if (metrics.length === 0) return noFigures;
    const answer = await ask(id, metrics, call);
    if (answer.ok) return figuresOf(readInsightRows(answer.root));
    if (!isSilent(answer)) throw answer.error;
    const mayBeMetric = answer.error instanceof UpstreamRefused && !answer.meansNoFigures;
    return mayBeMetric && metrics.length > 1 ? askOneByOne(medium, metrics, call) : noFigures;
  };
}

/**
 * Whether a failure says only that there are no figures of this medium: too few viewers, from before
 * the account was a professional one, gone since it was listed, or a metric refused.
 */
function isSilent(answer: Extract<GraphAnswer, { ok: false }>): boolean {
  const isRefusal = answer.error instanceof UpstreamRefused && answer.code === badParameter;
  return answer.meansNoFigures || answer.error instanceof AccountNotFound || isRefusal;
}
const badParameter = 100;
