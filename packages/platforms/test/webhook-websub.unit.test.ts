import { describe, expect, test } from 'vitest';
import { channelOfTopic, readWebsubIntent, websubDeliveries, websubTopic } from '../src/index.ts';
import { byHub, eventsOf, now, refusals, secret } from './webhook-signing.ts';

const read = websubDeliveries({ secretsOf: () => [secret] });
const channel = 'UCPF-oYb2-xN5FbCXy0167Gg';
const entry = (videoId: string, published: string, updated: string, more = ''): string =>
  `<entry><id>yt:video:${videoId}</id><yt:videoId>${videoId}</yt:videoId>
  <yt:channelId>${channel}</yt:channelId><title>Title-canary</title>${more}
  <published>${published}</published><updated>${updated}</updated></entry>`;
const feed = (entries: string): string =>
  `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns="http://www.w3.org/2005/Atom"
 xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>YouTube video feed</title>${entries}</feed>`;
const verdictOf = (body: string) => read(byHub(body), now);
const told = (entries: string) => eventsOf(verdictOf(feed(entries)));
const published = '2026-08-22T05:00:00+00:00';
const justNow = '2026-08-22T05:00:07.552394234+00:00';
const later = '2026-08-22T05:59:00+00:00';

describe('a push of a hub', () => {
  test('tells uploads from changes by when the video was published and touched', () => {
    expect(told(entry('VIDEO_ID', published, justNow))).toEqual([
      {
        platform: 'youtube',
        key: expect.stringMatching(/^[0-9a-f]{64}$/),
        kind: 'post_published',
        name: 'entry',
        accountId: channel,
        postId: 'VIDEO_ID',
        occurredAt: new Date('2026-08-22T05:00:07.552Z'),
      },
    ]);
    expect(told(entry('VIDEO_ID', published, later))).toMatchObject([{ kind: 'post_changed' }]);
    expect(told(entry('VIDEO_ID', '', later))).toMatchObject([{ kind: 'post_changed' }]);
  });

  test('tells of deletions by tombstones, which name no channel', () => {
    const when = '2026-08-22T05:30:00+00:00';
    const tombstone = `<at:deleted-entry ref="yt:video:-VIDEO_ID" when="${when}"><link href="x"/></at:deleted-entry>`;
    expect(told(tombstone)).toMatchObject([
      {
        kind: 'post_removed',
        name: 'deleted-entry',
        accountId: null,
        postId: '-VIDEO_ID',
        occurredAt: new Date(when),
      },
    ]);
  });

  test('may hold several entries, each with the key of its video and time', () => {
    const all = told(
      entry('A', published, justNow) +
        entry('B', published, justNow) +
        entry('A', published, later) +
        entry('A', published, justNow),
    );
    expect(all.map(({ postId, kind }) => [postId, kind])).toEqual([
      ['A', 'post_published'],
      ['B', 'post_published'],
      ['A', 'post_changed'],
    ]);
    expect(told(entry('A', published, justNow, '<x/>'))[0]?.key).toBe(all[0]?.key);
  });

  test('is read as XML: escapes, CDATA, comments and prefixes mean what they mean', () => {
    const body = `﻿<?xml version="1.0"?><!-- <entry> --><a:feed xmlns:a='http://www.w3.org/2005/Atom'>
      <a:entry xmlns:v="http://www.youtube.com/xml/schemas/2015"><a:title>&lt;entry&gt; &amp;&#38;&#x26;</a:title>
      <v:videoId><![CDATA[a&b]]>&#45;c</v:videoId><v:channelId xmlns:v="http://else.example/">x</v:channelId>
      <v:channelId>${channel}</v:channelId ><a:updated >${later}</a:updated></a:entry><entry/>
      <?php evil ?></a:feed><!-- end -->\n`;
    expect(eventsOf(verdictOf(body))).toMatchObject([{ postId: 'a&b-c', accountId: channel }]);
  });

  test.each([
    ['', 'nothing'],
    ['{}', 'JSON'],
    ['<feed/>', 'no namespace'],
    ['<html xmlns="http://www.w3.org/2005/Atom"/>', 'another root'],
    [feed('').replace('</feed>', ''), 'an open element'],
    [feed('<entry></feed></entry>'), 'crossed elements'],
    [feed('<entry></entri>'), 'an element closed by another name'],
    [`${feed('')}<open>`, 'an open element behind the root'],
    [feed('<entry a="1" a="2"/>'), 'an attribute twice'],
    [feed('<entry a="<"/>'), 'a bare < in an attribute'],
    [feed('<entry a=1/>'), 'an attribute without quotes'],
    [feed('<no:prefix/>'), 'a prefix of nothing'],
    [feed('&nbsp;'), 'an entity of HTML'],
    [feed('a & b'), 'a bare ampersand'],
    [feed('&#0;'), 'a NUL by number'],
    [feed('&#xD800;'), 'a surrogate by number'],
    [feed('&#x110000;'), 'no character at all'],
    [feed('\u0000'), 'a NUL'],
    [feed('<!-- '), 'a comment without end'],
    [feed('<![CDATA[ '), 'CDATA without end'],
    [`${feed('')}${feed('').slice(39)}`, 'two roots'],
    [`${feed('')}text`, 'text behind the root'],
    [feed('<a>'.repeat(60) + '</a>'.repeat(60)), 'deep nesting'],
    [feed('<a>'.repeat(300_000)), 'endless nesting'],
    [
      `<!DOCTYPE feed [<!ENTITY a "${'ha'.repeat(50)}"><!ENTITY b "&a;&a;&a;&a;">]>${feed('&b;')}`,
      'entities of its own',
    ],
    [`<!DOCTYPE feed SYSTEM "file:///etc/passwd">${feed('')}`, 'a foreign document type'],
  ])('that says %.30s (%s) is thrown away, and answered like any other', (body, _) => {
    expect(verdictOf(body)).toEqual({
      outcome: 'refused',
      status: 202,
      reason: 'the body is no Atom feed that we read',
    });
  });

  test('names its video by the id of the entry where it has nothing else', () => {
    const bare = `<entry><id>yt:video:A</id><updated>${later}</updated></entry>`;
    expect(told(bare)).toMatchObject([{ postId: 'A', accountId: null, kind: 'post_changed' }]);
  });

  test('leaves out entries that name no video', () => {
    expect(
      told(
        '<entry/><entry><id>tag:else</id></entry><at:deleted-entry/><at:deleted-entry ref="x"/>',
      ),
    ).toEqual([]);
  });

  test('costs time by its length alone', () => {
    // Of this thread alone: others may keep the machine busy.
    const started = process.threadCpuUsage();
    const declared = Array.from({ length: 20_000 }, (_, index) => `xmlns:p${index}="u"`).join(' ');
    for (const body of [
      feed(`<a ${declared}>${'<b xmlns:q="u" q:c="1"/>'.repeat(20_000)}</a>`),
      feed(`<a ${' '.repeat(500_000)}/>`),
      feed('&amp;'.repeat(200_000)),
      feed('<![CDATA[]]>'.repeat(80_000)),
      feed(`<a b="${'x'.repeat(1_000_000)}"/>`),
      feed('<a/>'.repeat(200_000)),
      feed(`<${'a'.repeat(1_000_000)}/>`),
      feed(entry('A', published, justNow).repeat(3_000)),
    ]) {
      verdictOf(body);
    }
    const { user, system } = process.threadCpuUsage(started);
    expect((user + system) / 1_000).toBeLessThan(4_000);
  });

  test('counts what lies before what is remembered as stale, by the time of posts', () => {
    const world = new Date('2026-09-01T00:00:00Z');
    const body = feed(entry('A', published, justNow));
    expect(read(byHub(body), { ...now, world })).toEqual({
      outcome: 'accepted',
      events: [],
      stale: 1,
    });
  });

  test('is thrown away, but answered with 202, unless it is signed as it came', () => {
    const right = byHub(feed(''));
    for (const [name, verdict] of refusals(read, right, 'x-hub-signature')) {
      expect(verdict, name).toMatchObject({ outcome: 'refused', status: 202 });
    }
    expect(read(byHub(feed(''), 'another'), now).outcome).toBe('refused');
    const unsubscribed = websubDeliveries({ secretsOf: () => [] });
    expect(unsubscribed(right, now).outcome).toBe('refused');
  });

  test('may be signed with SHA-256, and with each of several secrets', () => {
    const rotating = websubDeliveries({ secretsOf: () => ['', 'new', 'old'] });
    const outcomeOf = (key: string, algorithm: 'sha1' | 'sha256') =>
      rotating(byHub(feed(''), key, algorithm), now).outcome;
    expect(outcomeOf('new', 'sha1')).toBe('accepted');
    expect(outcomeOf('old', 'sha256')).toBe('accepted');
    expect(outcomeOf('', 'sha256')).toBe('refused');
    const { headers, body } = byHub(feed(''), 'new', 'sha256');
    const misnamed = String(headers['x-hub-signature']).replace('sha256', 'sha1');
    expect(rotating({ headers: { 'x-hub-signature': misnamed }, body }, now).outcome).toBe(
      'refused',
    );
  });

  test('is checked with the secret of the channel whose feed it claims to be', () => {
    const asked: (string | null)[] = [];
    const perChannel = websubDeliveries({
      secretsOf(channelId) {
        asked.push(channelId);
        return [`${secret} of ${channelId}`];
      },
    });
    const outcomeOf = (link: string | undefined, of: string | null) => {
      const { headers, body } = byHub(feed(''), `${secret} of ${of}`);
      return perChannel({ headers: { ...headers, link }, body }, now).outcome;
    };
    const hub = '<https://pubsubhubbub.appspot.com/>; rel="hub"';
    const self = `<${websubTopic(channel)}>; rel="self"`;
    expect(outcomeOf(`${self}, ${hub}`, channel)).toBe('accepted');
    expect(outcomeOf(`${hub},${self.replaceAll('"', '')}`, channel)).toBe('accepted');
    expect(outcomeOf(undefined, null)).toBe('accepted');
    expect(outcomeOf(hub, null)).toBe('accepted');
    expect(outcomeOf(self, 'UCelse')).toBe('refused');
    expect(asked).toEqual([channel, channel, null, null, channel]);
  });
});

describe('a topic', () => {
  test('is the feed of a channel, written in one form and read in both', () => {
    expect(websubTopic(channel)).toBe(
      `https://www.youtube.com/xml/feeds/videos.xml?channel_id=${channel}`,
    );
    expect(channelOfTopic(websubTopic(channel))).toBe(channel);
    expect(channelOfTopic(`https://www.youtube.com/feeds/videos.xml?channel_id=${channel}`)).toBe(
      channel,
    );
  });

  test.each([
    '',
    'no address',
    'https://www.youtube.com/xml/feeds/videos.xml',
    `https://www.youtube.com/xml/feeds/videos.xml?playlist_id=${channel}`,
    'https://www.youtube.com/xml/feeds/videos.xml?channel_id=',
    `https://www.youtube.com/xml/feeds/videos.xml?channel_id=${channel}&channel_id=UCelse`,
    `https://www.youtube.com.else.example/xml/feeds/videos.xml?channel_id=${channel}`,
    `ftp://www.youtube.com/xml/feeds/videos.xml?channel_id=${channel}`,
  ])('is not %s', (topic) => {
    expect(channelOfTopic(topic)).toBeNull();
  });
});

describe('a hub’s verification of intent', () => {
  const query = {
    'hub.mode': 'subscribe',
    'hub.topic': websubTopic(channel),
    'hub.challenge': '11509540938460291637',
    'hub.lease_seconds': '432000',
  };

  test('says what it verifies and what it wants echoed', () => {
    expect(readWebsubIntent(query)).toEqual({
      mode: 'subscribe',
      channelId: channel,
      challenge: '11509540938460291637',
      leaseSeconds: 432_000,
    });
    const unsubscribed = { ...query, 'hub.mode': 'unsubscribe', 'hub.lease_seconds': undefined };
    expect(readWebsubIntent(unsubscribed)).toMatchObject({ leaseSeconds: null });
  });

  test.each([
    { 'hub.mode': 'denied' },
    { 'hub.mode': ['subscribe'] },
    { 'hub.topic': 'https://else.example/' },
    { 'hub.topic': undefined },
    { 'hub.challenge': '' },
    { 'hub.challenge': '<script>' },
    { 'hub.challenge': ['1', '2'] },
  ])('with %j is none', (wrong) => {
    expect(readWebsubIntent({ ...query, ...wrong })).toBeNull();
  });
});
