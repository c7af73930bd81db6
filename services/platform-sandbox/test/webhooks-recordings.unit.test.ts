import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hubSignature, metaSignature, tiktokSignature } from '../src/webhooks/signatures.ts';
import { atomFeed } from '../src/websub/atom-feed.ts';
import { recordingsFolder } from './shape.ts';

interface Recorded {
  readonly delivery: { readonly headers: Record<string, string>; readonly rawBody: string };
  readonly testSecret: string;
}
const recorded = (name: string) => {
  const file = join(recordingsFolder ?? '', `${name}.json`);
  const { delivery, testSecret }: Recorded = JSON.parse(readFileSync(file, 'utf8'));
  const entries = Object.entries(delivery.headers).map(([key, value]) => [
    key.toLowerCase(),
    value,
  ]);
  const headers: Record<string, string> = Object.fromEntries(entries);
  return { headers, body: Buffer.from(delivery.rawBody), secret: testSecret };
};

describe.skipIf(recordingsFolder === null)(
  'signatures are those of the recordings (needs ../shared/apis/recordings)',
  () => {
    test.each([
      'tiktok/webhook-comment-update-resigned',
      'tiktok/webhook-authorization-removed',
      'tiktok/webhook-post-publicly-available',
    ])('%s', (name) => {
      const { headers, body, secret } = recorded(name);
      const signature = headers['tiktok-signature'] ?? '';
      const seconds = Number(/^t=(\d+)/.exec(signature)?.[1]);
      expect(tiktokSignature(body, secret, seconds)).toBe(signature);
    });

    test.each([
      'instagram/webhook-batch-two-entries',
      'instagram/webhook-comments-instagram-login',
      'threads/webhook-replies',
    ])('%s', (name) => {
      const { headers, body, secret } = recorded(name);
      expect(metaSignature(body, secret)).toBe(headers['x-hub-signature-256']);
    });

    test('youtube/websub-notify-upload', () => {
      const { headers, body, secret } = recorded('youtube/websub-notify-upload');
      expect(hubSignature(body, secret, 'sha1')).toBe(headers['x-hub-signature']);
    });

    test('the feed of an upload is the recorded one, to the byte', () => {
      const { body } = recorded('youtube/websub-notify-upload');
      const channelId = 'UCPF-oYb2-xN5FbCXy0167Gg';
      const feed = {
        topic: `https://www.youtube.com/xml/feeds/videos.xml?channel_id=${channelId}`,
        channelId,
        channelTitle: 'Channel title',
        updatedAt: new Date('2015-04-01T19:05:24.552Z'),
        escapesAll: false,
      };
      const entry = {
        videoId: 'VIDEO_ID',
        title: 'Video title',
        publishedAt: new Date('2015-03-06T21:40:57Z'),
        updatedAt: new Date('2015-03-09T19:05:24.552Z'),
      };
      expect(atomFeed(feed, [entry])).toBe(body.toString());
    });

    test.each([
      ['instagram/webhook-bad-signature', 'x-hub-signature-256', 'sha256'],
      ['youtube/websub-notify-bad-signature', 'x-hub-signature', 'sha1'],
    ] as const)('%s is not what was signed', (name, header, algorithm) => {
      const { headers, body, secret } = recorded(name);
      expect(hubSignature(body, secret, algorithm)).not.toBe(headers[header]);
    });
  },
);
