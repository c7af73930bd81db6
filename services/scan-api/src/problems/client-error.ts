import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { type ProblemParts, problemDocument } from './http-problem.ts';

const byCode: Readonly<Record<string, ProblemParts>> = {
  HPE_HEADER_OVERFLOW: {
    name: 'headers-too-large',
    status: 431,
    title: 'The headers are too large',
    detail: 'The headers must not be larger than 16 KiB together.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    name: 'request-timeout',
    status: 408,
    title: 'The request took too long to arrive',
    detail: 'The request did not arrive in time.',
  },
};
const malformed: ProblemParts = {
  name: 'bad-request',
  status: 400,
  title: 'The request is malformed',
  detail: 'This is not HTTP that can be read.',
};

/** What never became a request. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const parts = byCode[error.code ?? ''] ?? malformed;
  const body = JSON.stringify(problemDocument(parts, randomUUID()));
  socket.end(
    `HTTP/1.1 ${parts.status} ${parts.title}\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
