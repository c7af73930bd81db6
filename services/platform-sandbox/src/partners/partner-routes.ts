import type { IncomingHttpHeaders } from 'node:http';
import { eventSchema, viralPostSchema } from '@viral-scan/contracts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Partner } from './partner.ts';
import { type FaultSwitch, strikePartner } from './partner-fault.ts';
import type { PartnerLog } from './partner-log.ts';
import { type ValidationProblem, validationDetail } from './validation-detail.ts';

export interface PartnerDeps {
  readonly log: PartnerLog;
  readonly fault: FaultSwitch;
}

const ingestBody = z.strictObject({ posts: z.array(viralPostSchema) });
const mostBytes = 16 * 1024 * 1024;

/** The viral engine, which takes posts: the event they come with stands in headers. */
export async function viralEngineRoutes(app: FastifyInstance, deps: PartnerDeps): Promise<void> {
  servePartner(app, 'viral-engine', 'application/json', deps);
  app.post<{ Body: string }>('/patterns/ingest', (request, reply) => {
    const read = readJson(request.body);
    if ('problem' in read) return refuse(deps, reply, [read.problem]);
    const { headers } = request;
    const id = textOf(headers['ce-id']);
    const parsed = ingestBody.safeParse(read.value);
    if (id === null || !parsed.success) {
      const noId = {
        type: 'missing',
        loc: ['header', 'ce-id'],
        msg: 'Field required',
        input: null,
      };
      const problems = parsed.success ? [] : validationDetail(parsed.error, read.value);
      return refuse(deps, reply, id === null ? [noId, ...problems] : problems);
    }
    deps.log.took({
      id,
      type: textOf(headers['ce-type']),
      partitionKey: textOf(headers['ce-partitionkey']),
      headers: headersOfInterest(headers),
      body: parsed.data,
      bytes: request.body.length,
    });
    return { ingested: parsed.data.posts.length };
  });
}

/** The orchestrator, which takes CloudEvents in structured mode. */
export async function orchestratorRoutes(app: FastifyInstance, deps: PartnerDeps): Promise<void> {
  servePartner(app, 'orchestrator', 'application/cloudevents+json', deps);
  app.post<{ Body: string }>('/events', (request, reply) => {
    const read = readJson(request.body);
    if ('problem' in read) return refuse(deps, reply, [read.problem]);
    const parsed = eventSchema.safeParse(read.value);
    if (!parsed.success) return refuse(deps, reply, validationDetail(parsed.error, read.value));
    const { id, type, partitionkey } = parsed.data;
    deps.log.took({
      id,
      type,
      partitionKey: partitionkey ?? null,
      headers: headersOfInterest(request.headers),
      body: read.value,
      bytes: request.body.length,
    });
    return reply.code(202).send({ status: 'accepted' });
  });
}

/** A fault strikes every delivery before it is read; bodies of another type than the partner's are a 415. */
function servePartner(
  app: FastifyInstance,
  partner: Partner,
  contentType: string,
  { log, fault }: PartnerDeps,
): void {
  app.removeAllContentTypeParsers();
  const options = { parseAs: 'string', bodyLimit: mostBytes } as const;
  app.addContentTypeParser(contentType, options, (_request, body, done) => done(null, body));
  app.addHook('onRequest', async (_request, reply) => {
    const standing = fault.current();
    if (standing === null) return;
    log.struck();
    await strikePartner(reply, partner, standing.fault);
    return reply;
  });
}

function readJson(text: string): { value: unknown } | { problem: ValidationProblem } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return {
      problem: { type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error', input: {} },
    };
  }
}

function refuse({ log }: PartnerDeps, reply: FastifyReply, detail: readonly ValidationProblem[]) {
  log.refused();
  return reply.code(422).send({ detail });
}

const textOf = (value: string | string[] | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

const shown = /^(ce-|content-type$|traceparent$|user-agent$)/;

/** Without the credentials of an authorization. */
function headersOfInterest(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  const plain = Object.entries(headers).flatMap(([name, value]) =>
    shown.test(name) && typeof value === 'string' ? [[name, value] as const] : [],
  );
  const scheme = headers.authorization?.split(' ', 1)[0];
  return { ...Object.fromEntries(plain), ...(scheme !== undefined && { authorization: scheme }) };
}
