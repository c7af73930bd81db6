import { expect, it } from 'vitest';
import { byKey, coolDownMs, outboundRoom } from './outbound-room.ts';
import { accepting, answering, type PartnerManner, tinyPartner } from './tiny-partner.ts';

const keys = (count: number, of: number) =>
  Array.from({ length: count }, (_, index) => `threads:${index % of}`);

it('keeps the order of each account over failures and over two dispatchers', async () => {
  const { start, tell, allDelivered, fannedOut } = await outboundRoom();
  const partner = await tinyPartner();
  const accepted: string[] = [];
  let calls = 0;
  partner.behave((response, call) => {
    calls += 1;
    const fails = calls % 7 === 0;
    const manner: PartnerManner = fails ? answering(503) : accepting;
    if (!fails) accepted.push(JSON.parse(call.body).id);
    // Some take longer than what was taken after them.
    setTimeout(() => manner(response, call), (calls % 4) * 5);
  });
  const before = await tell(...keys(18, 6));
  const dispatchers = [start(partner.url), start(partner.url)];
  const events = [...before, ...(await tell(...keys(18, 6)))];
  await fannedOut(36);
  await allDelivered(30_000);
  expect(byKey(events, accepted)).toEqual(
    byKey(
      events,
      events.map(({ id }) => id),
    ),
  );
  const sent = await Promise.all(
    dispatchers.map(({ metric }) =>
      metric('viral_scan_outbound_deliveries_total', 'outcome="delivered"'),
    ),
  );
  expect(Math.min(...sent)).toBeGreaterThan(0);
  expect(sent.reduce((sum, each) => sum + each, 0)).toBe(36);
});

it('sends a partner that is down nothing but probes, and everything once it is back', async () => {
  const { start, tell, rows, allDelivered, fannedOut } = await outboundRoom();
  const partner = await tinyPartner(answering(503));
  const events = await tell(...keys(40, 20));
  const { metric, lines } = start(partner.url);
  await fannedOut(40);
  const breaker = () => metric('viral_scan_breaker_open', 'destination="orchestrator"');
  await expect.poll(breaker).toBe(1);
  const opened = partner.calls.length;
  const openedMs = performance.now();
  const changes = (state: string) => metric('viral_scan_breaker_changes_total', `state="${state}"`);
  await expect.poll(() => changes('half_open')).toBeGreaterThan(2);
  const probes = partner.calls.length - opened;
  expect(probes).toBeGreaterThan(1);
  expect(probes).toBeLessThanOrEqual((performance.now() - openedMs) / coolDownMs + 1);
  // Nothing is taken that is not sent.
  const attempts = (await rows()).reduce((sum, row) => sum + row.attempts, 0);
  expect(attempts - partner.calls.length).toBeLessThanOrEqual(1);
  expect(lines.filter(({ msg }) => msg.startsWith('an event could not'))).toHaveLength(1);
  await expect.poll(() => metric('viral_scan_outbound_waiting', 'orchestrator')).toBe(40);
  expect(await metric('viral_scan_outbound_oldest_seconds', 'orchestrator')).toBeGreaterThan(0);

  partner.behave(accepting);
  const down = partner.calls.length;
  await allDelivered(10_000);
  const accepted = partner.ids().slice(down);
  expect(byKey(events, accepted)).toEqual(
    byKey(
      events,
      events.map(({ id }) => id),
    ),
  );
  expect(await breaker()).toBe(0);
  expect(await changes('closed')).toBe(1);
  expect(await changes('half_open')).toBeGreaterThanOrEqual(probes);
  expect(lines.map(({ msg }) => msg)).toContain('events are delivered again');
});

it('keeps what is refused for good, with the reason, and goes on with what follows', async () => {
  const { start, tell, rows, fannedOut } = await outboundRoom();
  const partner = await tinyPartner((response, { body }) =>
    response.writeHead(body.includes('poison') ? 422 : 202).end('the caption of somebody'),
  );
  const [first, , last] = await tell('a', 'poison', 'a');
  const { metric } = start(partner.url);
  await fannedOut(3);
  await expect.poll(async () => (await rows()).map(({ state }) => state)).not.toContain('taken');
  await expect
    .poll(async () => (await rows()).map(({ state }) => state))
    .toEqual(['delivered', 'refused', 'delivered']);
  expect((await rows())[1]).toMatchObject({
    attempts: 1,
    status: 422,
    error: 'orchestrator answered 422',
  });
  expect(partner.ids()).toHaveLength(3);
  expect(partner.ids()).toEqual(expect.arrayContaining([first?.id, last?.id]));
  expect(await metric('viral_scan_outbound_deliveries_total', 'outcome="refused"')).toBe(1);
});

const longBody = Buffer.alloc(6_000_000, 'x');
const manners: readonly (readonly [key: string, PartnerManner, error: string])[] = [
  ['hangs', () => undefined, 'within 400 ms'],
  [
    'answers a web page',
    answering(200, { 'content-type': 'text/html; charset=utf-8' }),
    'orchestrator answered 200 with a web page',
  ],
  [
    'redirects',
    answering(307, { location: 'http://169.254.169.254/latest' }),
    'redirects to 169.254.169.254, which is not followed',
  ],
  [
    'fails with 6 MB',
    (response) => void response.writeHead(500).end(longBody),
    'orchestrator answered 500',
  ],
  ['breaks the connection off', (response) => void response.destroy(), 'the connection failed'],
  ['does not know our token', answering(401), 'orchestrator answered 401'],
];
it('sends again what was not taken, in whatever manner, and says why', async () => {
  const { start, tell, rows, allDelivered, fannedOut } = await outboundRoom();
  const partner = await tinyPartner((response, call) => {
    const [, manner] = manners.find(([key]) => call.body.includes(key)) ?? expect.fail();
    manner(response, call);
  });
  const events = await tell(...manners.map(([key]) => key));
  start(partner.url, { timeoutMs: 400 });
  await fannedOut(manners.length);
  await expect
    .poll(async () => (await rows()).map(({ error }) => error))
    .toEqual(manners.map(([, , error]) => expect.stringContaining(error)));
  partner.behave((response) => void response.writeHead(202).end(longBody));
  const before = partner.calls.length;
  await allDelivered();
  const accepted = new Set(partner.ids().slice(before));
  expect(accepted).toEqual(new Set(events.map(({ id }) => id)));
});

it('comes again when it was asked to, and not before', async () => {
  const { start, tell, allDelivered, fannedOut } = await outboundRoom();
  const partner = await tinyPartner(answering(429, { 'retry-after': '1' }));
  await tell('a');
  start(partner.url);
  await expect.poll(() => partner.calls.length).toBe(1);
  partner.behave(accepting);
  // Asked for a pause, it gets nothing else either.
  await tell('b', 'c');
  await fannedOut(3);
  await allDelivered();
  const [first, second] = partner.calls;
  expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(900);
  expect(partner.calls).toHaveLength(4);
});

it('lets what is under way end before it stops', async () => {
  const { start, tell, rows } = await outboundRoom();
  const partner = await tinyPartner((response, call) => {
    setTimeout(() => accepting(response, call), 200);
  });
  await tell('a', 'a');
  const { stop } = start(partner.url);
  await expect.poll(() => partner.calls.length).toBe(1);
  await stop();
  expect((await rows()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ['delivered', 1],
    ['waiting', 0],
  ]);
});
