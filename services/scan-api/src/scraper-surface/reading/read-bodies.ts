import type { App } from '../../app.ts';

/**
 * Bodies are texts to begin with, whatever their type is said to be: JSON is all that is taken here,
 * and callers such as `curl -d` name another type or none. A byte order mark is no part of it.
 */
export function readBodiesAsText(app: App): void {
  const decoder = new TextDecoder();
  app.addHook('onRequest', async ({ raw }) => {
    // Fastify would refuse a type that it cannot read.
    delete raw.headers['content-type'];
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, typeof body === 'string' ? body : decoder.decode(body)),
  );
}

export const bodyText = (body: unknown): string => (typeof body === 'string' ? body : '');
