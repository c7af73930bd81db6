import { describe, expect, test } from 'vitest';
import { tiktokDeliveries } from '../src/index.ts';
import { byTiktok, eventsOf, now, real, refusals, seconds, secret } from './webhook-signing.ts';

const read = tiktokDeliveries({ secrets: [secret] });
const at = seconds(real) - 4;
const body = (event: string, content: string, more: object = {}): string =>
  JSON.stringify({
    client_key: 'app',
    event,
    create_time: at,
    user_openid: 'open-1',
    content,
    ...more,
  });
const told = (event: string, content: string, more: object = {}) => {
  const [first] = eventsOf(read(byTiktok(body(event, content, more)), now));
  return first ?? expect.fail('no event');
};
const keysOf = (...contents: string[]) =>
  new Set(contents.map((content) => told('comment.update', content).key)).size;

describe('a webhook of TikTok', () => {
  test.each([
    ['post.publish.publicly_available', 'post_published'],
    ['post.publish.complete', 'post_published'],
    ['video.publish.completed', 'post_published'],
    ['post.publish.no_longer_publicly_available', 'post_removed'],
    ['comment.update', 'comment'],
    ['authorization.removed', 'access_removed'],
    ['post.publish.failed', 'other'],
    ['video.upload.failed', 'other'],
    ['portability.download.ready', 'other'],
    ['a.new.one', 'other'],
    ['constructor', 'other'],
  ])('%s is %s', (event, kind) => {
    expect(told(event, '{}')).toMatchObject({
      platform: 'tiktok',
      kind,
      name: event,
      accountId: 'open-1',
      occurredAt: new Date(at * 1_000),
    });
  });

  test('that tells of what we have given back ourselves removes nothing', () => {
    expect(told('authorization.removed', '{"reason": 5 }').kind).toBe('other');
    expect(told('authorization.removed', '{"reason": 1 }').kind).toBe('access_removed');
  });

  test('has ids above 2^53 in a document within a string, kept to the digit', () => {
    const comment = '{"comment_id":7385350567722402578, "video_id" : 7377694258502880513}';
    expect(told('comment.update', comment).postId).toBe('7377694258502880513');
    const post = '{"post_id":"7310000000000000001","publish_id":"v_pub~v2.1"}';
    expect(told('post.publish.complete', post).postId).toBe('7310000000000000001');
    // Both are 7377694258502880000 to a double.
    expect(keysOf('{"comment_id":7377694258502880513}', '{"comment_id":7377694258502880514}')).toBe(
      2,
    );
  });

  test('has the key of what happened, however often and in whatever form it is told', () => {
    const hidden = '"comment_action":"set_to_friends_only"';
    expect(
      keysOf(
        `{"comment_id":7385350567722402578,${hidden}}`,
        `{ ${hidden} , "comment_id" : "7385350567722402578", "unique_identifier": "x" }`,
      ),
    ).toBe(1);
    expect(keysOf(`{"comment_id":1,${hidden}}`, '{"comment_id":1,"comment_action":"delete"}')).toBe(
      2,
    );
    const keys = [
      told('post.publish.complete', '{"post_id":"1"}'),
      told('post.publish.publicly_available', '{"post_id":"1"}'),
      told('post.publish.complete', '{"post_id":"2"}'),
      told('post.publish.complete', '{"post_id":"1"}', { user_openid: 'open-2' }),
      told('post.publish.complete', '{"post_id":"1"}', { create_time: at + 1 }),
    ].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is refused with 401 unless it is signed as it came', () => {
    for (const [name, verdict] of refusals(read, byTiktok(body('e', '{}')), 'tiktok-signature')) {
      expect(verdict, name).toMatchObject({ outcome: 'refused', status: 401 });
    }
    const verdict = read(byTiktok(body('e', '{}'), { key: 'another' }), now);
    expect(verdict).toMatchObject({ reason: 'TikTok-Signature does not match the body' });
  });

  test('may be signed with each of several secrets, never with an empty one', () => {
    const rotating = tiktokDeliveries({ secrets: ['', 'new', 'old'] });
    const outcomeOf = (key: string) => rotating(byTiktok(body('e', '{}'), { key }), now).outcome;
    expect(['new', 'old', '', 'gone'].map(outcomeOf)).toEqual([
      'accepted',
      'accepted',
      'refused',
      'refused',
    ]);
  });

  test('is refused when its signature is of another time, either way', () => {
    const outcomeAt = (offset: number, windowMs?: number) =>
      tiktokDeliveries({
        secrets: [secret],
        ...(windowMs === undefined ? {} : { replayWindowMs: windowMs }),
      })(byTiktok(body('e', '{}'), { t: String(seconds(real) + offset) }), now).outcome;
    expect([-301, -300, 0, 300, 301].map((offset) => outcomeAt(offset))).toEqual([
      'refused',
      'accepted',
      'accepted',
      'accepted',
      'refused',
    ]);
    expect(outcomeAt(-301, 301_000)).toBe('accepted');
  });

  test('counts as stale when it happened before what is remembered', () => {
    const verdictOf = (daysAgo: number) =>
      read(byTiktok(body('e', '{}', { create_time: seconds(real) - daysAgo * 86_400 })), now);
    expect(verdictOf(6.9)).toMatchObject({ outcome: 'accepted', events: { length: 1 }, stale: 0 });
    expect(verdictOf(7.1)).toEqual({ outcome: 'accepted', events: [], stale: 1 });
  });

  test.each([
    ['', 400],
    ['[]', 400],
    ['null', 400],
    ['"text"', 400],
    ['{"event":', 400],
    [`${'['.repeat(100_000)}`, 400],
    [`{"event":"e","content":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, null],
    [`{"event":7,"user_openid":{},"create_time":"soon","content":[1]}`, null],
    [`{"event":"e","content":"{","user_openid":"\\ud800","create_time":-1}`, null],
    [`{"event":"\\u0000","user_openid":"a\\u0000b","create_time":1e300}`, null],
    [`{"event":"e","content":"null","user_openid":"${'x'.repeat(201)}"}`, null],
  ])('that is signed but says %.40s is no fault of ours', (text, status) => {
    const verdict = read(byTiktok(text), now);
    if (status !== null) expect(verdict).toMatchObject({ outcome: 'refused', status });
    else
      expect(eventsOf(verdict)).toEqual([
        expect.objectContaining({
          kind: 'other',
          accountId: null,
          postId: null,
          occurredAt: null,
          name: expect.stringMatching(/^(e|unknown)$/),
        }),
      ]);
  });

  test('in bytes that are no UTF-8 is refused', () => {
    const bytes = Buffer.concat([Buffer.from('{"event":"'), Buffer.of(0xff), Buffer.from('"}')]);
    expect(read(byTiktok(bytes), now)).toMatchObject({ outcome: 'refused', status: 400 });
  });
});
