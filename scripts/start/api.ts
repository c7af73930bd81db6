import { Readable } from 'node:stream';

export interface ApiResponse<T> {
  readonly status: number;
  readonly body: T;
}

/** The scan API went away; it is started again, but the call is lost. */
export class Unanswered extends Error {}

/** The scan API as a caller sees it. */
export class Api {
  readonly url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.#token = token;
  }

  get<T>(path: string): Promise<ApiResponse<T>> {
    return this.#call<T>(path, { method: 'GET' });
  }

  post<T>(path: string, body: unknown): Promise<ApiResponse<T>> {
    return this.#call<T>(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** Streams a file's bytes. */
  upload<T>(path: string, stream: Readable): Promise<ApiResponse<T>> {
    return this.#call<T>(path, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: Readable.toWeb(stream) as ReadableStream,
      duplex: 'half',
    });
  }

  async #call<T>(path: string, init: RequestInit): Promise<ApiResponse<T>> {
    const response = await fetch(`${this.url}${path}`, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${this.#token}` },
    }).catch((cause: unknown) => {
      throw new Unanswered(`${this.url} does not answer: see the log of scan-api`, { cause });
    });
    const text = await response.text();
    return { status: response.status, body: JSON.parse(text) as T };
  }
}

export interface ProblemBody {
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** What went wrong, as the API said it. */
export const inWords = (status: number, problem: ProblemBody): string =>
  [
    `${status} ${problem.title}: ${problem.detail}`,
    ...(problem.errors ?? []).map(({ field, message }) => `  ${field}: ${message}`),
  ].join('\n');
