import type { World } from '@viral-scan/worlds';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestLog } from '../request-log.ts';
import type { WorldClock } from '../world-clock.ts';
import {
  ApiError,
  invalidCredentials,
  keyInvalid,
  notFound,
  quotaExceeded,
  unregisteredCaller,
} from './api-error.ts';
import { listChannels } from './channels.ts';
import { matchesEtag, withEtag } from './etag.ts';
import { type Query, readQuery } from './parameters.ts';
import { listPlaylistItems } from './playlist-items.ts';
import type { Quota } from './quota.ts';
import type { ListBody } from './resource.ts';
import { listVideos } from './videos.ts';

export interface YoutubeDeps {
  readonly world: World;
  readonly clock: WorldClock;
  readonly quota: Quota;
  readonly requests: RequestLog;
  readonly apiKeys: readonly string[];
}

type List = (world: World, at: Date, query: Query) => ListBody;

/** The YouTube Data API v3, as far as the collector uses it, below `/youtube/v3`. */
export async function youtubeRoutes(app: FastifyInstance, deps: YoutubeDeps): Promise<void> {
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 401) {
      reply.header(
        'www-authenticate',
        'Bearer realm="https://accounts.google.com/", error=invalid_token',
      );
    }
    return reply.code(error.code).send(error.toBody());
  });
  app.setNotFoundHandler(() => {
    throw notFound();
  });
  const serve = (path: string, list: List) =>
    app.get(path, (request, reply) => {
      const query = readQuery(new URL(request.url, 'http://sandbox').searchParams);
      charge(deps, request, query);
      return send(list(deps.world, deps.clock.now(), query), request, reply);
    });
  serve('/channels', listChannels);
  serve('/playlistItems', listPlaylistItems);
  serve('/videos', listVideos);
}

/** Identifies the caller and takes one unit; without a valid key nobody is charged. */
function charge(deps: YoutubeDeps, request: FastifyRequest, query: Query): void {
  if (request.headers.authorization !== undefined) throw invalidCredentials();
  const header = request.headers['x-goog-api-key'];
  const key = query.get('key') ?? (typeof header === 'string' ? header : undefined);
  if (key === undefined || key === '') throw unregisteredCaller();
  if (!deps.apiKeys.includes(key)) throw keyInvalid();
  if (!deps.quota.charge(key, deps.clock.now())) throw quotaExceeded();
  deps.requests.chargeUnit();
}

function send(list: ListBody, request: FastifyRequest, reply: FastifyReply) {
  const body = withEtag(list);
  reply
    .header('etag', `"${body.etag}"`)
    .header('cache-control', 'private, max-age=0, must-revalidate');
  return matchesEtag(request.headers['if-none-match'], body.etag)
    ? reply.code(304).send()
    : reply.send(body);
}
