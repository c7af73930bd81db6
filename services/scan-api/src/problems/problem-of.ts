import { BeingErased, InvalidInput, NotFound, UnreadableFile } from '@viral-scan/contracts';
import type { FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { fastifyProblem, noSuchThing, tooSlow } from './fastify-problems.ts';
import { HttpProblem, type ProblemParts } from './http-problem.ts';
import { platformProblem } from './platform-problem.ts';
import { isUnavailable } from './unavailable.ts';
import { fieldErrors } from './validation-errors.ts';

const invalidInput = { name: 'invalid-input', status: 400, title: 'The request is wrong' };

/** The one place where errors become answers; whatever it does not know is a 500 without details. */
export function problemOf(error: unknown, request: FastifyRequest): ProblemParts {
  if (error instanceof HttpProblem) return error.parts;
  if (isUploadBroken(request)) return uploadBroken;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = fieldErrors(error.validation, error.validationContext ?? 'body');
    const detail = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
    return { ...invalidInput, detail, errors };
  }
  if (error instanceof InvalidInput) {
    const { field, message } = error;
    return { ...invalidInput, detail: `${field}: ${message}`, errors: [{ field, message }] };
  }
  if (error instanceof BeingErased) return beingErased;
  if (error instanceof NotFound) return { ...noSuchThing, detail: sentence(error.message) };
  if (error instanceof UnreadableFile) return unreadableFile(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return (
    platformProblem(error) ??
    fastifyProblem(code, request) ??
    (code === idleInTransaction ? tooSlow : undefined) ??
    (isUnavailable(error) ? unavailable : internal)
  );
}

const beingErased: ProblemParts = {
  name: 'being-erased',
  status: 409,
  title: 'Being deleted',
  detail:
    'All that is stored of the user, or of this account, is being deleted. Nothing was taken on; try again when that is done.',
  headers: { 'retry-after': '10' },
};

/** SQLSTATE: the database ended a transaction that waited too long for us, so for the upload. */
const idleInTransaction = '25P03';

/** The caller went away in the middle of its body. */
const isUploadBroken = ({ raw }: FastifyRequest): boolean => raw.readableAborted && !raw.complete;

const uploadBroken: ProblemParts = {
  name: 'bad-request',
  status: 400,
  title: 'The request is malformed',
  detail: 'The connection was closed before the body had arrived; nothing was kept.',
};

const unavailable: ProblemParts = {
  name: 'unavailable',
  status: 503,
  title: 'Temporarily unavailable',
  detail:
    'The service cannot reach its database or is overloaded. Try again; with the same Idempotency-Key nothing happens twice.',
  headers: { 'retry-after': '5' },
};

const internal: ProblemParts = {
  name: 'internal',
  status: 500,
  title: 'Something went wrong on our side',
  detail: 'The request could not be answered; the instance names it in our logs.',
};

function unreadableFile({ message, line }: UnreadableFile): ProblemParts {
  return {
    name: 'unreadable-file',
    status: 422,
    title: 'The file cannot be read',
    detail: sentence(line === null ? message : `line ${line}: ${message}`),
    errors: [{ field: line === null ? 'file' : `line ${line}`, message }],
    ...(line !== null && { line }),
  };
}

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
