import type { World } from '@viral-scan/worlds';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dataApiScopes } from '../grants/grant-kinds.ts';
import { notFound } from './api-error.ts';
import { listChannels } from './channels.ts';
import { matchesEtag, withEtag } from './etag.ts';
import { bearerGrant, charge, type IdentifyDeps, keyCaller, sendApiError } from './identify.ts';
import { readQuery } from './parameters.ts';
import { listPlaylistItems } from './playlist-items.ts';
import type { DataCall, ListBody } from './resource.ts';
import { listVideos } from './videos.ts';

export interface YoutubeDeps extends IdentifyDeps {
  readonly world: World;
  readonly oddPages: boolean;
}

type List = (call: DataCall) => ListBody;

/** The YouTube Data API v3, as far as the collector uses it, below `/youtube/v3`. */
export async function youtubeRoutes(app: FastifyInstance, deps: YoutubeDeps): Promise<void> {
  const { world, clock, requests } = deps;
  app.setErrorHandler((error, _request, reply) =>
    sendApiError(requests, 'youtube-data', error, reply),
  );
  app.setNotFoundHandler(() => {
    throw notFound();
  });
  const serve = (resource: string, list: List) =>
    app.get(`/${resource}`, (request, reply) => {
      const query = readQuery(new URL(request.url, 'http://sandbox').searchParams);
      const grant = bearerGrant(deps, request, dataApiScopes);
      const caller =
        grant === null
          ? keyCaller(deps, request, query)
          : { app: grant.clientId, user: grant.accountId };
      charge(deps, 'youtube-data', `${resource}.list`, caller);
      requests.chargeUnit();
      return send(list({ world, at: clock.now(), query, owner: caller.user }), request, reply);
    });
  serve('channels', listChannels);
  serve('videos', listVideos);
  serve('playlistItems', (call) => {
    const page = listPlaylistItems(call, deps.oddPages);
    requests.page({
      api: 'youtube-data',
      operation: 'playlistItems.list',
      list: call.query.get('playlistId') ?? '',
      cursor: call.query.get('pageToken') ?? null,
    });
    return page;
  });
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
