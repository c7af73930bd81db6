import {
  externalIdSchema,
  importKindSchema,
  importResultSchema,
  timezoneSchema,
} from '@viral-scan/contracts';
import { importFile } from '@viral-scan/scan';
import { z } from 'zod';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { callerIn } from '../auth/authenticate.ts';
import { admission } from '../imports/admission.ts';
import { openImportSource } from '../imports/open-import-source.ts';
import { receiveUpload, refuseAnnouncedSize } from '../imports/receive-upload.ts';
import { problems, security } from './described.ts';

/** The format is known by the bytes; these only say that the body is a file. */
const accepts = [
  'text/csv',
  'application/x-ndjson',
  'application/jsonl',
  'application/gzip',
  'application/octet-stream',
];
const querySchema = z.strictObject({
  kind: importKindSchema.default('posts'),
  account: externalIdSchema
    .optional()
    .describe(
      'Id or handle of the account a platform’s own export is of; needed where the file does not name it (YouTube Studio)',
    ),
  timezone: timezoneSchema
    .optional()
    .describe('IANA zone of the times in a platform’s own export; UTC when it is left out'),
});

/** For the documentation; the bytes do not pass by here. */
const fileSchema = z.unknown().meta({ type: 'string', format: 'binary' });

/** The body is never held: parser and database draw it through. */
export function importFileRoute(app: App, deps: ApiDeps): void {
  const { importMaxBytes: maxBytes, importTimeoutMs: timeoutMs } = deps.limits;
  const admit = admission(deps.limits.importsAtOnce);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(accepts, (_request, _payload, done) => done(null));
  app.post(
    '/imports',
    {
      config: { scope: 'import:write', accepts },
      onRequest: async (request) => refuseAnnouncedSize(request.raw, maxBytes),
      // `receiveUpload` keeps the time.
      handlerTimeout: timeoutMs + 60_000,
      schema: {
        operationId: 'importFile',
        summary: 'Import posts or snapshots from a file',
        description:
          'The body is the file itself: CSV or JSON Lines in UTF-8, gzip allowed; also the exports of YouTube Studio, TikTok Studio and Meta Business Suite (Instagram), known by their headers.',
        tags: ['imports'],
        consumes: accepts,
        security,
        querystring: querySchema,
        body: fileSchema,
        response: {
          201: importResultSchema.describe('What was taken, and the rows that were not'),
          ...problems(408, 413, 415, 422),
        },
      },
    },
    (request, reply) =>
      admit(async () => {
        const upload = receiveUpload(request.raw, { maxBytes, timeoutMs });
        await deps.clock.refresh();
        const source = openImportSource(upload, { ...request.query, now: deps.clock.now() });
        try {
          return reply.code(201).send(await importFile(deps, callerIn(request), source));
        } finally {
          // A reader that gave up early may not have closed it; the rest is to be thrown away.
          upload.return(undefined).catch(() => undefined);
        }
      }),
  );
}
