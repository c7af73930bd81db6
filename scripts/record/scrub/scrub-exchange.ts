import {
  type PartScrubber,
  parsedOrNull,
  scrubHeaders,
  scrubJson,
  scrubParameters,
  scrubUrl,
} from './scrub-parts.ts';
import { textScrubber } from './scrub-text.ts';

/** An exchange as it went over the wire; bodies are texts, header names in lower case. */
export interface LiveExchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | null;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
}

/** The same as a recording keeps it: bodies that are JSON as such, others as texts. */
export interface ScrubbedExchange {
  readonly request: Omit<LiveExchange['request'], 'body'> & { readonly body?: unknown };
  readonly response: Omit<LiveExchange['response'], 'body'> & { readonly body: unknown };
}

/**
 * An exchange without tokens, keys, codes, client secrets, cookies and e-mail addresses, in headers,
 * addresses, forms, JSON, JSON within JSON and plain text. What stood under a telling name, and what
 * is `known` to be secret, is gone wherever else it is repeated. Ids, counters and shapes stay, and
 * so do lengths; scrubbing again changes nothing.
 */
export function scrubExchange(exchange: LiveExchange, known: Iterable<string>): ScrubbedExchange {
  const secrets = new Set(known);
  const found = (secret: string): void => {
    if (isTelling(secret)) secrets.add(secret);
  };
  scrubOnce(exchange, { text: textScrubber(secrets), onSecret: found });
  return scrubOnce(exchange, { text: textScrubber(secrets), onSecret: () => undefined });
}

/** Words such as "active" or "name" under a telling name are no secret elsewhere. */
const isTelling = (secret: string): boolean => secret.length >= 8 && !/^[a-z_ -]*$/.test(secret);

function scrubOnce({ request, response }: LiveExchange, scrubber: PartScrubber): ScrubbedExchange {
  return {
    request: {
      method: request.method,
      url: scrubUrl(scrubber, request.url),
      headers: scrubHeaders(scrubber, request.headers),
      ...(request.body !== null && { body: scrubBody(scrubber, request.body, 'request') }),
    },
    response: {
      status: response.status,
      headers: scrubHeaders(scrubber, response.headers),
      body: scrubBody(scrubber, response.body, 'response'),
    },
  };
}

const form = /^[\w.~%+-]+=[^\s<>"{}]*$/;

function scrubBody(scrubber: PartScrubber, body: string, place: 'request' | 'response'): unknown {
  const json = parsedOrNull(body);
  if (json !== null) return scrubJson(scrubber, json, place);
  return form.test(body) ? scrubParameters(scrubber, body) : scrubber.text(body);
}
