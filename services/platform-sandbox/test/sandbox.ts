import { sampleUser, sampleWorld } from '@viral-scan/worlds';
import type { FastifyInstance } from 'fastify';
import { buildSandbox, type SandboxOptions } from '../src/build-sandbox.ts';

export const world = sampleWorld(1);
export const apiKey = 'test-key';

/** A sandbox of the sample world, and short ways to ask it. Close `app` at the end. */
export function sandboxOf(options: Partial<SandboxOptions> = {}) {
  const app = buildSandbox({
    world,
    user: sampleUser(world),
    youtubeApiKeys: [apiKey],
    oddPages: false,
    ...options,
  });
  return { app, ...askedOf(app) };
}

function askedOf(app: FastifyInstance) {
  /** One call of the Data API with a valid key, unless `query` says otherwise. */
  const youtube = async (
    path: string,
    query: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) => {
    const url = `/youtube/v3/${path}?${new URLSearchParams({ key: apiKey, ...query })}`;
    const response = await app.inject({ url, headers });
    return {
      status: response.statusCode,
      headers: response.headers,
      body: response.body === '' ? null : response.json(),
    };
  };
  const setClock = (now: string) =>
    app.inject({ method: 'PUT', url: '/_sandbox/clock', payload: { now } });
  return { youtube, setClock };
}
