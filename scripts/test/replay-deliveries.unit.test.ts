import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedPath } from '@viral-scan/testing';
import { describe, expect, test } from 'vitest';
import { readRecording } from '../replay/read-recording.ts';
import { toRecording, UnusableFile } from '../replay/recording.ts';
import { replayRecording } from '../replay/replay-recording.ts';
import { writeReplays } from '../replay/write-replays.ts';

const folder = sharedPath('apis/recordings');
const now = new Date('2026-11-20T12:00:00Z');
const replay = (content: unknown) => {
  const told = { file: 'f', ...replayRecording(toRecording(content), now) };
  return JSON.parse(writeReplays(told, { showSecrets: false }));
};

/** Accepted with one event each; all further members are of the only, or the first, event. */
const accepted = (owner: string, readAsOf: string, ...events: object[]) => ({
  owner,
  call: 'delivery',
  readAsOf,
  outcome: 'accepted',
  events: events.map((event) => ({ key: expect.stringMatching(/^[0-9a-f]{64}$/), ...event })),
  stale: 0,
});
const refused = (owner: string, status: number, reason: string) => ({
  owner,
  call: 'delivery',
  outcome: 'refused',
  status,
  reason,
});

/** What `npm run replay` prints of each file, in part. */
const table: Readonly<Record<string, object>> = {
  'tiktok/webhook-authorization-removed': accepted('tiktok-webhooks', '2021-03-10T01:10:12.000Z', {
    platform: 'tiktok',
    kind: 'access_removed',
    name: 'authorization.removed',
    accountId: 'act.example12345Example12345Example',
    postId: null,
    occurredAt: '2021-03-10T01:10:10.000Z',
  }),
  'tiktok/webhook-comment-update-resigned': accepted(
    'tiktok-webhooks',
    '2024-06-28T00:52:31.000Z',
    {
      kind: 'comment',
      accountId: '-000iamDUYtb1xGiL_6b00YmkR30hEEnFSUH',
      postId: '7377694258502880513',
    },
  ),
  'tiktok/webhook-post-publicly-available': accepted(
    'tiktok-webhooks',
    '2025-11-18T21:06:41.000Z',
    {
      kind: 'post_published',
      name: 'post.publish.publicly_available',
      postId: '7310000000000000001',
    },
  ),
  'instagram/webhook-bad-signature': refused(
    'instagram-webhooks',
    401,
    'X-Hub-Signature-256 does not match the body',
  ),
  'instagram/webhook-batch-two-entries': accepted(
    'instagram-webhooks',
    '2018-03-07T00:46:12.000Z',
    { kind: 'mention', accountId: '17841405822304914', postId: '17918195224117851' },
    { kind: 'mention', accountId: '17841405822304915', postId: '17918195224117852' },
  ),
  'instagram/webhook-comments-instagram-login': accepted(
    'instagram-webhooks',
    '2019-09-23T18:14:46.000Z',
    { kind: 'comment', name: 'comments', accountId: '17841405822304914', postId: '123123123' },
  ),
  'instagram/webhook-verify-challenge': {
    owner: 'instagram-webhooks',
    call: 'verification',
    outcome: 'verified',
    challenge: '1158201444',
  },
  'threads/webhook-replies': accepted('threads-webhooks', '2024-08-09T18:07:57.000Z', {
    platform: 'threads',
    kind: 'comment',
    name: 'replies',
    accountId: '123456',
    postId: '123456',
  }),
  'youtube/websub-notify-bad-signature': refused(
    'youtube-websub',
    202,
    'X-Hub-Signature does not match the body',
  ),
  'youtube/websub-notify-upload': accepted('youtube-websub', '2015-03-09T19:05:24.552Z', {
    platform: 'youtube',
    kind: 'post_changed',
    accountId: 'UCPF-oYb2-xN5FbCXy0167Gg',
    postId: 'VIDEO_ID',
  }),
  'youtube/websub-verify-intent': {
    owner: 'youtube-websub',
    call: 'verification',
    outcome: 'verified',
    mode: 'subscribe',
    channelId: 'UCPF-oYb2-xN5FbCXy0167Gg',
    challenge: '11509540938460291637',
    leaseSeconds: 432_000,
  },
};

describe.skipIf(folder === null)('deliveries recorded of four platforms', () => {
  const base = folder ?? '';
  const contentOf = (id: string) => JSON.parse(readFileSync(join(base, `${id}.json`), 'utf8'));

  test('are each in the table', () => {
    const recorded = ['tiktok', 'instagram', 'threads', 'youtube'].flatMap((platform) =>
      readdirSync(join(base, platform))
        .map((file) => `${platform}/${file.replace('.json', '')}`)
        .filter((id) => contentOf(id).delivery !== undefined),
    );
    expect(Object.keys(table).toSorted()).toEqual(recorded.toSorted());
  });

  test.each(Object.entries(table))('%s comes to what it expects', (id, told) => {
    const read = replayRecording(readRecording(join(base, `${id}.json`)), now);
    const printed = JSON.parse(writeReplays({ file: id, ...read }, { showSecrets: false }));
    expect(printed).toMatchObject({ shape: 'delivery', agrees: true, ...told });
    expect(printed.note).toMatch(/^(read as of|it does not say|as answered)/);
    expect(JSON.stringify(printed)).not.toContain('test-secret');
  });

  test.each(Object.keys(table))('%s that expects otherwise does not agree', (id) => {
    const content = contentOf(id);
    const { status, processed } = content.expect;
    const expected =
      processed === false ? { processed: true } : { status: status === 200 ? 401 : 500 };
    expect(replay({ ...content, expect: expected }).agrees).toBe(false);
    expect(replay({ ...content, expect: undefined }).agrees).toBeNull();
  });

  test('expect their video and their echo', () => {
    const agrees = (id: string, expected: object) =>
      replay({ ...contentOf(id), expect: expected }).agrees;
    expect(agrees('youtube/websub-notify-upload', { videoId: 'ANOTHER' })).toBe(false);
    expect(agrees('youtube/websub-verify-intent', { body: '1' })).toBe(false);
    expect(agrees('youtube/websub-notify-bad-signature', { videoId: 'VIDEO_ID' })).toBe(false);
  });
});

describe('a delivery', () => {
  const get = (url: string) => replay({ delivery: { method: 'GET', url } });

  test('that no webhook of ours looks like is not supported', () => {
    for (const delivery of [
      { method: 'POST', headers: {}, rawBody: '{}' },
      { method: 'POST', headers: { 'x-else-signature': '1' }, rawBody: '{}' },
      { method: 'GET', url: 'https://callback.example/webhooks/else?challenge=1' },
      null,
    ]) {
      expect(replay({ delivery })).toMatchObject({ outcome: 'not_supported_yet' });
    }
  });

  test('says nothing of when it was sent: then it is read as of when it was recorded', () => {
    const delivery = { method: 'POST', headers: { 'X-Hub-Signature-256': 'none' }, rawBody: '{}' };
    const content = { delivery, testSecret: 's' };
    expect(replay(content)).toMatchObject({
      readAsOf: now.toISOString(),
      note: 'it does not say when it was sent',
    });
    const recordedAt = '2026-03-01T00:00:00.000Z';
    expect(replay({ ...content, recordedAt }).readAsOf).toBe(recordedAt);
  });

  test('of a check that is none is refused', () => {
    const address = 'https://callback.example/webhooks/threads';
    expect(get(`${address}?hub.mode=subscribe&hub.challenge=1`)).toMatchObject({
      owner: 'threads-webhooks',
      outcome: 'refused',
      status: 403,
    });
    expect(
      get(`${address}?hub.mode=a&hub.mode=subscribe&hub.verify_token=t&hub.challenge=1`).status,
    ).toBe(403);
    expect(get(`${address}?hub.mode=subscribe&hub.topic=x&hub.challenge=1`)).toMatchObject({
      owner: 'youtube-websub',
      outcome: 'refused',
      status: 404,
    });
  });

  test.each([
    [{ delivery: { headers: 7 } }, 'delivery.headers is not an object'],
    [{ delivery: { headers: { 'X-Hub-Signature': 'x' } } }, 'delivery.rawBody is not a text'],
    [
      { delivery: { headers: { 'X-Hub-Signature': 'x' }, rawBody: '' } },
      'testSecret is missing: a signature cannot be checked without',
    ],
    [{ delivery: { method: 'GET', url: '/webhooks' } }, 'delivery.url is no absolute URL'],
  ])('of %j is unusable', (content, said) => {
    expect(() => replay(content)).toThrow(new UnusableFile(said));
  });
});
