import { createHash } from 'node:crypto';
import type { World } from '@viral-scan/worlds';
import type { FastifyInstance } from 'fastify';
import { queryOf } from '../form.ts';
import { googleScopes } from '../grants/grant-kinds.ts';
import { forbidden, loginRequired, notFound } from '../youtube/api-error.ts';
import { bearerGrant, charge, type IdentifyDeps, sendApiError } from '../youtube/identify.ts';
import { report } from './report.ts';
import { readReportQuery } from './report-query.ts';

export interface AnalyticsDeps extends IdentifyDeps {
  readonly world: World;
}

const api = 'youtube-analytics';
const scopes = [googleScopes.analytics, googleScopes.money];

/** The YouTube Analytics API v2, below `/youtubeanalytics/v2`: one call, for owners only. */
export async function analyticsRoutes(app: FastifyInstance, deps: AnalyticsDeps): Promise<void> {
  const { world, clock, requests } = deps;
  app.setErrorHandler((error, _request, reply) => sendApiError(requests, api, error, reply));
  app.setNotFoundHandler(() => {
    throw notFound();
  });
  app.get('/reports', (request) => {
    const grant = bearerGrant(deps, request, scopes);
    if (grant === null) throw loginRequired();
    charge(deps, api, 'reports.query', { app: grant.clientId, user: grant.accountId });
    const search = queryOf(request);
    const query = readReportQuery(search);
    const own = grant.accountId;
    if (query.channel !== 'MINE' && query.channel !== own) throw forbidden();
    const { columns, rows } = report(query, own, world, clock.now());
    const cursor = search.get('startIndex');
    search.delete('startIndex');
    search.sort();
    requests.page({ api, operation: 'reports.query', list: `${own} ${search}`, cursor });
    return {
      kind: 'youtubeAnalytics#resultTable',
      columnHeaders: columns,
      ...(rows.length > 0 || isToldEmpty(search) ? { rows } : {}),
    };
  });
}

/** Without rows the platform leaves them out or sends none: here the one or the other by the query. */
const isToldEmpty = (search: URLSearchParams): boolean =>
  (createHash('sha256').update(search.toString()).digest()[0] ?? 0) % 2 === 0;
