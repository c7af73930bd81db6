import type { InboundEvent } from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { metaDeliveries } from '../src/index.ts';
import { byMeta, eventsOf, now, real, refusals, seconds, secret } from './webhook-signing.ts';

const instagram = metaDeliveries({ platform: 'instagram', secrets: [secret] });
const threads = metaDeliveries({ platform: 'threads', secrets: [secret] });
const time = seconds(real) - 60;
const account = '17841405822304914';

const onInstagram = (...entry: object[]) =>
  eventsOf(instagram(byMeta(JSON.stringify({ object: 'instagram', entry })), now));
const change = (field: string, value: object, more: object = {}) => ({
  id: account,
  time,
  changes: [{ field, value }],
  ...more,
});
const onThreads = (field: string, value: object, more: object = {}) =>
  eventsOf(
    threads(
      byMeta(
        JSON.stringify({
          app_id: '1',
          topic: 'interaction',
          target_id: '24850000000000001',
          time,
          subscription_id: '2',
          has_uid_field: false,
          values: { value, field },
          ...more,
        }),
      ),
      now,
    ),
  );
const comment = {
  id: '17865799348089039',
  from: { id: '232323232', username: 'somebody-canary' },
  media: { id: '17918195224117851', media_product_type: 'FEED' },
  text: 'words-canary',
};

describe('a webhook of Instagram', () => {
  test('tells of comments and mentions, in every envelope, with the same key', () => {
    const told = {
      platform: 'instagram',
      kind: 'comment',
      name: 'comments',
      accountId: account,
      postId: '17918195224117851',
      occurredAt: new Date(time * 1_000),
    };
    const [one] = onInstagram(change('comments', comment));
    expect(one).toEqual({ ...told, key: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(onInstagram({ id: account, time, field: 'comments', value: comment })).toEqual([one]);
    const { id, ...others } = comment;
    expect(onInstagram(change('comments', { ...others, comment_id: id }))).toEqual([one]);
  });

  test.each([
    ['comments', comment, 'comment', '17918195224117851'],
    ['live_comments', comment, 'comment', '17918195224117851'],
    ['mentions', { media_id: '17918195224117852' }, 'mention', '17918195224117852'],
    ['mentions', { media_id: '7', comment_id: '8' }, 'mention', '7'],
    ['story_insights', { media_id: '9', impressions: 3 }, 'other', '9'],
    ['a_new_field', { anything: 1 }, 'other', null],
  ])('about %s %j is %s', (field, value, kind, postId) => {
    expect(onInstagram(change(field, value))).toMatchObject([{ kind, name: field, postId }]);
  });

  test('about messages is nothing to us, and its words are not kept', () => {
    const message = { mid: 'm1', text: 'words-canary' };
    const messaging = [
      { sender: { id: '1' }, recipient: { id: '2' }, timestamp: time * 1_000, message },
      { sender: { id: '1' }, recipient: { id: '2' }, timestamp: time * 1_000, read: { mid: 'm0' } },
    ];
    const events = onInstagram({ id: account, time: time * 1_000, messaging });
    const occurredAt = new Date(time * 1_000);
    expect(events).toMatchObject([
      { kind: 'other', name: 'messaging', occurredAt },
      { kind: 'other', name: 'messaging', occurredAt },
    ]);
    const told = JSON.stringify([...events, ...onInstagram(change('comments', comment))]);
    expect(told).not.toContain('canary');
  });

  test('of another object has no meaning that we know', () => {
    const body = JSON.stringify({ object: 'page', entry: [change('comments', comment)] });
    expect(eventsOf(instagram(byMeta(body), now))).toMatchObject([{ kind: 'other' }]);
  });

  test('may tell of 1,000 changes of several accounts; told again in another company each has its key', () => {
    const changes = Array.from({ length: 1_000 }, (_, index) => ({
      account: `1784140582230491${index % 3}`,
      value: { ...comment, id: `17865799348${String(index).padStart(6, '0')}` },
    }));
    const together = onInstagram(
      ...['0', '1', '2'].map((last) => ({
        id: `1784140582230491${last}`,
        time,
        changes: changes
          .filter((one) => one.account.endsWith(last))
          .map(({ value }) => ({ field: 'comments', value })),
      })),
    );
    const apart = changes
      .toReversed()
      .flatMap((one) =>
        onInstagram({ id: one.account, time: time + 30, field: 'comments', value: one.value }),
      );
    const keys = (events: readonly InboundEvent[]) => events.map(({ key }) => key).toSorted();
    expect(new Set(keys(together)).size).toBe(1_000);
    expect(keys(apart)).toEqual(keys(together));
  });

  test('about a caption that mentions two accounts is of each', () => {
    const mention = change('mentions', { media_id: '7' });
    expect(onInstagram(mention, { ...mention, id: '17841405822304915' })).toHaveLength(2);
  });

  test('tells each thing once', () => {
    const twice = change('comments', comment);
    expect(onInstagram(twice, twice)).toHaveLength(1);
    const other = change('mentions', { media_id: comment.media.id });
    expect(onInstagram(twice, other)).toHaveLength(2);
  });

  test('has bare ids to the digit', () => {
    const body = `{"object":"instagram","entry":[{"id":17841405822304914,"time":${time},"changes":[{"field":"comments","value":{"id":17865799348089039777,"media":{"id":17918195224117851}}}]}]}`;
    expect(eventsOf(instagram(byMeta(body), now))).toMatchObject([
      { accountId: '17841405822304914', postId: '17918195224117851' },
    ]);
  });

  test('is signed over its escapes, not over what they mean', () => {
    const body = `{"object":"instagram","entry":[{"id":"1","time":${time},"field":"comments","value":{"id":"2","text":"\\u00e4\\/\\ud83d"}}]}`;
    const signed = byMeta(body);
    expect(eventsOf(instagram(signed, now))).toHaveLength(1);
    const resaid = Buffer.from(JSON.stringify(JSON.parse(body)));
    expect(instagram({ ...signed, body: resaid }, now).outcome).toBe('refused');
  });

  test('counts entries from before what is remembered as stale, and takes the others', () => {
    const old = { ...change('mentions', { media_id: '1' }), time: time - 7 * 86_400 };
    const body = JSON.stringify({
      object: 'instagram',
      entry: [old, change('comments', comment)],
    });
    expect(instagram(byMeta(body), now)).toMatchObject({
      outcome: 'accepted',
      events: [{ name: 'comments' }],
      stale: 1,
    });
  });
});

describe('a webhook of Threads', () => {
  test.each([
    [
      'publish',
      { id: '18000000000000001', media_type: 'TEXT_POST' },
      'post_published',
      '18000000000000001',
    ],
    ['delete', { id: '18000000000000001', deleted_at: 'x' }, 'post_removed', '18000000000000001'],
    ['replies', { id: '5', root_post: { id: '6' }, replied_to: { id: '7' } }, 'comment', '6'],
    ['replies', { id: '5', replied_to: { id: '7' } }, 'comment', '7'],
    ['mentions', { id: '5', username: 'u' }, 'mention', '5'],
    ['a_new_field', { id: '5' }, 'other', null],
  ])('about %s %j is %s', (field, value, kind, postId) => {
    expect(onThreads(field, value)).toMatchObject([
      {
        platform: 'threads',
        kind,
        name: field,
        postId,
        accountId: '24850000000000001',
        occurredAt: new Date(time * 1_000),
      },
    ]);
  });

  test('names the owner of the post where its target is the post', () => {
    const accountOf = (field: string, value: object) => onThreads(field, value)[0]?.accountId;
    expect(accountOf('replies', { id: '5', root_post: { id: '6', owner_id: '70' } })).toBe('70');
    expect(accountOf('delete', { id: '5', owner: { owner_id: '71' } })).toBe('71');
    // Of a reply to somebody else the root's owner is not the account.
    expect(accountOf('publish', { id: '5', root_post: { id: '6', owner_id: '70' } })).toBe(
      '24850000000000001',
    );
  });

  test('names no account where its target is the post itself, and has the same key', () => {
    const value = { id: '5', username: 'acme' };
    for (const field of ['publish', 'delete', 'replies']) {
      const [bare] = onThreads(field, value, { target_id: '5' });
      expect(bare?.accountId).toBeNull();
      expect(bare?.key).toBe(onThreads(field, value)[0]?.key);
    }
  });

  test('about a mention is of each account that is mentioned', () => {
    const keyOf = (target_id: string) => onThreads('mentions', { id: '5' }, { target_id })[0]?.key;
    expect(keyOf('1')).not.toBe(keyOf('2'));
  });

  test('may hold several values, and come in entries', () => {
    const values = ['1', '2'].map((id) => ({ field: 'publish', value: { id } }));
    expect(onThreads('', {}, { values })).toHaveLength(2);
    const entry = [{ id: '24850000000000001', time, changes: values }];
    expect(onThreads('', {}, { values: undefined, entry })).toEqual(onThreads('', {}, { values }));
  });

  test('has the same key when it is sent later, and another for another happening', () => {
    const keyOf = (field: string, id: string, sent = time) =>
      onThreads(field, { id }, { time: sent })[0]?.key;
    expect(keyOf('publish', '1', time + 5)).toBe(keyOf('publish', '1'));
    const keys = [keyOf('publish', '1'), keyOf('publish', '2'), keyOf('delete', '1')];
    expect(new Set(keys).size).toBe(3);
    expect(keyOf('a_new_field', '1', time + 5)).not.toBe(keyOf('a_new_field', '1'));
    const keyOfMessage = (sent: number) => {
      const value = { id: '1', message: { mid: '2' }, sender: { id: '3' } };
      return onThreads('a_new_field', value, { time: sent })[0]?.key;
    };
    expect(keyOfMessage(time + 5)).not.toBe(keyOfMessage(time));
  });
});

describe.each([
  ['Instagram', instagram, metaDeliveries({ platform: 'instagram', secrets: ['', 'new', 'old'] })],
  ['Threads', threads, metaDeliveries({ platform: 'threads', secrets: ['', 'new', 'old'] })],
])('any webhook of %s', (_, read, rotating) => {
  test('is refused with 401 unless it is signed as it came', () => {
    for (const [name, verdict] of refusals(read, byMeta('{}'), 'x-hub-signature-256')) {
      expect(verdict, name).toMatchObject({ outcome: 'refused', status: 401 });
    }
    expect(read(byMeta('{}', 'another'), now).outcome).toBe('refused');
  });

  test('may be signed with each of several secrets, never with an empty one', () => {
    const outcomeOf = (key: string) => rotating(byMeta('{}', key), now).outcome;
    expect(['new', 'old', '', 'gone'].map(outcomeOf)).toEqual([
      'accepted',
      'accepted',
      'refused',
      'refused',
    ]);
  });

  test.each(['', '[]', 'null', '7', '{"entry":', '['.repeat(100_000)])(
    'that is signed but says %.20s is refused with 400',
    (text) => {
      expect(read(byMeta(text), now)).toMatchObject({ outcome: 'refused', status: 400 });
    },
  );

  test.each([
    '{}',
    '{"entry":{}}',
    '{"entry":[null,7,"x",[],{"changes":{}},{"changes":[null,{}]},{"messaging":7}]}',
    '{"object":"instagram","entry":[{"changes":[{"value":{"id":"1"}}]}],"values":[null,[]]}',
  ])('%s tells of nothing', (text) => {
    expect(eventsOf(read(byMeta(text), now))).toEqual([]);
  });

  test.each([
    '{"object":"instagram","entry":[{"id":{},"time":"x","field":"comments","value":7}]}',
    '{"object":"instagram","entry":[{"id":"\\ud800","time":-1,"field":"\\u0000","value":null}]}',
    '{"target_id":[],"time":null,"values":{"field":"publish","value":[]}}',
    '{"values":[{"field":7,"value":{"id":"a\\u0000"}}]}',
  ])('%s names neither account nor post', (text) => {
    expect(eventsOf(read(byMeta(text), now))).toMatchObject([
      { accountId: null, postId: null, occurredAt: null },
    ]);
  });
});
