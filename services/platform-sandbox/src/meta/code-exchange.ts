import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Agreement, AuthorizationCodes } from '../oauth/authorization-codes.ts';
import { type Clients, findClient } from '../oauth/clients.ts';
import { LoginError } from './login-error.ts';

/** Reads a form in either of its two encodings. */
export function acceptMultipart(app: FastifyInstance): void {
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: string | Buffer) => {
      const type = request.headers['content-type'] ?? '';
      const form = await new Response(body, { headers: { 'content-type': type } }).formData();
      const fields = new URLSearchParams();
      for (const [name, value] of form) if (typeof value === 'string') fields.append(name, value);
      return fields;
    },
  );
}

/** What a code stands for, once; the codes of Instagram and Threads have no PKCE. */
export function takeCode(
  { clients, codes }: { readonly clients: Clients; readonly codes: AuthorizationCodes },
  provider: 'instagram' | 'threads',
  form: URLSearchParams,
): Agreement {
  const client = findClient(clients, required(form, 'client_id'));
  if (client === null) throw new LoginError('Invalid platform app');
  if (required(form, 'client_secret') !== client.secret) {
    throw new LoginError('Error validating client secret.');
  }
  if (required(form, 'grant_type') !== 'authorization_code') {
    throw new LoginError('Invalid grant_type: must be authorization_code');
  }
  const redirectUri = required(form, 'redirect_uri');
  const agreement = codes.take(provider, required(form, 'code'));
  if (agreement === 'expired') throw new LoginError('This authorization code has expired.');
  if (typeof agreement === 'string' || agreement.clientId !== client.id) {
    throw new LoginError('Matching code was not found or was already used');
  }
  if (agreement.redirectUri !== redirectUri) {
    throw new LoginError(
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    );
  }
  return agreement;
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name) ?? '';
  if (value === '') throw new LoginError(`Missing required field ${name}`);
  return value;
}

/** What comes back when a person says no. */
export const userDenial = {
  error_reason: 'user_denied',
  error_description: 'The user denied your request',
} as const;
