import { type Problem, problemType } from '@viral-scan/contracts';

export interface ProblemParts {
  /** Last part of `type`; stable, described in docs/api.md. */
  readonly name: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors?: Problem['errors'];
  /** Physical line of the uploaded file, from 1. */
  readonly line?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer other than the wished one, thrown by what only the API knows of. */
export class HttpProblem extends Error {
  readonly parts: ProblemParts;
  constructor(parts: ProblemParts, options?: ErrorOptions) {
    super(parts.detail, options);
    this.name = 'HttpProblem';
    this.parts = parts;
  }
}

/** The document of RFC 9457. `instance` lets a reader find the request in the logs. */
export const problemDocument = (parts: ProblemParts, requestId: string): Problem => ({
  type: problemType(parts.name),
  title: parts.title,
  status: parts.status,
  detail: parts.detail,
  instance: `urn:viral-scan:request:${requestId}`,
  ...(parts.errors !== undefined && { errors: parts.errors }),
  ...(parts.line !== undefined && { line: parts.line }),
});
