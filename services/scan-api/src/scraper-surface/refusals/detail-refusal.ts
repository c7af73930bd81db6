import type { FastifyRequest } from 'fastify';
import { problemOf } from '../../problems/problem-of.ts';
import type { Refusal } from '../../problems/refusal.ts';
import { Unprocessable } from '../reading/complaints.ts';
import { AccountLimited, accountLimited } from './account-limited.ts';
import { echoed } from './echoed.ts';

/** What callers of FastAPI find there; else the sentence of the problem document. */
const texts: Readonly<Record<number, string>> = {
  401: 'Not authenticated',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
};

const mediaType = 'application/json; charset=utf-8';

/** An error as this surface tells it: `{"detail": …}`, a list where fields are wrong. */
export function detailRefusal(error: unknown, request: FastifyRequest): Refusal {
  if (error instanceof Unprocessable) {
    const detail = error.complaints.map((told) => ({ ...told, input: echoed(told.input) }));
    return { status: 422, headers: {}, mediaType, body: { detail } };
  }
  if (error instanceof AccountLimited) return { ...accountLimited(error), mediaType };
  const { status, detail, headers = {} } = problemOf(error, request);
  return { status, headers, mediaType, body: { detail: texts[status] ?? detail } };
}
