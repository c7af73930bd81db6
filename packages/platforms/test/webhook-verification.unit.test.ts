import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readSignedRequest, verifyChallenge } from '../src/index.ts';
import { real, seconds, secret } from './webhook-signing.ts';

describe('a callback that Meta checks', () => {
  const query = {
    'hub.mode': 'subscribe',
    'hub.challenge': '1158201444',
    'hub.verify_token': 'new',
  };

  test('answers the bare challenge to each token that is in force', () => {
    const verified = { outcome: 'verified', challenge: '1158201444' };
    expect(verifyChallenge(query, ['old', 'new'])).toEqual(verified);
    expect(verifyChallenge({ ...query, 'hub.verify_token': 'old' }, ['old', 'new'])).toEqual(
      verified,
    );
  });

  test.each([
    [{ 'hub.verify_token': 'else' }, 'hub.verify_token is none of ours'],
    [{ 'hub.verify_token': 'neW' }, 'hub.verify_token is none of ours'],
    [{ 'hub.verify_token': '' }, 'hub.verify_token is none of ours'],
    [{ 'hub.verify_token': undefined }, 'hub.verify_token is none of ours'],
    [{ 'hub.verify_token': ['new', 'new'] }, 'hub.verify_token is none of ours'],
    [{ 'hub.mode': 'unsubscribe' }, 'hub.mode is not subscribe'],
    [{ 'hub.mode': undefined }, 'hub.mode is not subscribe'],
    [{ 'hub.challenge': undefined }, 'hub.challenge is no plain text'],
    [{ 'hub.challenge': '<b>' }, 'hub.challenge is no plain text'],
    [{ 'hub.challenge': ['1', '2'] }, 'hub.challenge is no plain text'],
    [{ 'hub.challenge': '1'.repeat(501) }, 'hub.challenge is no plain text'],
  ])('with %j is refused with 403', (wrong, reason) => {
    expect(verifyChallenge({ ...query, ...wrong }, ['', 'new'])).toEqual({
      outcome: 'refused',
      status: 403,
      reason,
    });
  });
});

describe('a signed request', () => {
  const sign = (payload: string, key = secret): string => {
    const encoded = Buffer.from(payload).toString('base64url');
    return `${createHmac('sha256', key).update(encoded).digest('base64url')}.${encoded}`;
  };
  const algorithm = '"algorithm":"HMAC-SHA256"';
  const issued = `"issued_at":${seconds(real)}`;
  const right = `{${algorithm},"expires":1,${issued},"user_id":17841405822304914777}`;
  const outcomeOf = (text: unknown) => readSignedRequest(text, ['', 'old', secret], real);

  test('names whom it is about to the digit, and when it was made', () => {
    const accepted = { outcome: 'accepted', userId: '17841405822304914777', issuedAt: real };
    expect(outcomeOf(sign(right))).toEqual(accepted);
    expect(outcomeOf(sign(right, 'old'))).toEqual(accepted);
    const quoted = right.replace('17841405822304914777', '"218471"');
    expect(outcomeOf(sign(quoted))).toMatchObject({ userId: '218471' });
  });

  const [signature, payload] = sign(right).split('.');
  test.each([
    ['another secret', sign(right, 'another'), 'does not match its signature'],
    ['no secret', sign(right, ''), 'does not match its signature'],
    ['an altered payload', `${signature}.${payload}A`, 'does not match its signature'],
    ['hex', `${'0'.repeat(64)}.${payload}`, 'is not of the form signature.payload'],
    ['no signature', `.${payload}`, 'is not of the form signature.payload'],
    ['three parts', `${signature}.${payload}.${payload}`, 'is not of the form signature.payload'],
    ['a line more', `${signature}.${payload}\n`, 'is not of the form signature.payload'],
    ['nothing', '', 'is not of the form signature.payload'],
    ['no text', undefined, 'is no text of its size'],
    ['a list', [sign(right)], 'is no text of its size'],
    ['far too much', sign(`"${'x'.repeat(10_000)}"`), 'is no text of its size'],
    ['no JSON', sign('{'), 'names another algorithm than HMAC-SHA256'],
    ['a list of JSON', sign('[]'), 'names another algorithm than HMAC-SHA256'],
    [
      'another algorithm',
      sign(right.replace('SHA256', 'SHA1')),
      'names another algorithm than HMAC-SHA256',
    ],
    ['no time', sign(right.replace(issued, '"x":1')), 'was not issued within a day from now'],
    [
      'an old one',
      sign(right.replace(issued, `"issued_at":${seconds(real) - 86_401}`)),
      'was not issued within a day from now',
    ],
    [
      'a future one',
      sign(right.replace(issued, `"issued_at":${seconds(real) + 86_401}`)),
      'was not issued within a day from now',
    ],
    ['nobody', sign(`{${algorithm},${issued}}`), 'names no user'],
    ['a lone surrogate', sign(`{${algorithm},${issued},"user_id":"\\ud800"}`), 'names no user'],
  ])('with %s is refused', (_, text, reason) => {
    expect(outcomeOf(text)).toEqual({ outcome: 'refused', reason });
  });
});
