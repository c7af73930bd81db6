import type { FastifyInstance } from 'fastify';
import { client, redirectUri } from './oauth.ts';

type Parameters = Record<string, string | undefined>;

const defined = (parameters: Parameters): string =>
  new URLSearchParams(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString();

/** The logins of Meta as an app and a browser see them. `undefined` leaves a parameter out. */
export function metaOf(app: FastifyInstance) {
  const authorize = (path: string, scope: string, changes: Parameters = {}) =>
    app.inject(
      `${path}?${defined({
        client_id: client.id,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope,
        state: 'st',
        sandbox_consent: 'auto',
        ...changes,
      })}`,
    );
  const code = (answer: { headers: Record<string, unknown> }): string =>
    new URL(String(answer.headers.location)).searchParams.get('code') ?? '';
  const codeForm = (changes: Parameters): string =>
    defined({
      client_id: client.id,
      client_secret: client.secret,
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      ...changes,
    });
  const exchange = (url: string, changes: Parameters) =>
    app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: codeForm(changes),
    });
  const get = async (path: string, query: Parameters = {}) => {
    const answer = await app.inject(`${path}?${defined(query)}`);
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
  };
  /** Tokens without a consent. */
  const token = async (grantKind: string, more: object = {}): Promise<string> => {
    const answer = await app.inject({
      method: 'POST',
      url: '/_sandbox/tokens',
      payload: { grant_kind: grantKind, ...more },
    });
    return answer.json().access_token;
  };
  return { authorize, code, codeForm, exchange, get, token };
}
