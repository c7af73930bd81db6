import { type Destination, destinations, type Principal } from '@viral-scan/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { event } from '../builders/event.ts';
import { viralPost } from '../builders/viral-post.ts';
import { type OpenStore, type StoreUnderTest, somebody } from './store-under-test.ts';

const lease = { limit: 1_000, leaseMs: 60_000 };
const dayMs = 86_400_000;

/** Registers what every OutboundRepository promises. */
export function outboundRepositoryConformance(name: string, open: OpenStore): void {
  describe(`${name} is an outbound repository`, () => {
    let store: StoreUnderTest;
    let who: Principal;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(async () => {
      who = await somebody(store);
      // Nothing of earlier tests is left.
      await store.outbound.fanOut([], 10_000);
      const farAhead = new Date('9000-01-01T00:00:00Z');
      await store.outbound.forget(farAhead, farAhead);
    });

    /** Events of these keys, fanned out; their ids. */
    const told = async (...keys: readonly string[]): Promise<string[]> => {
      const events = keys.map((partitionkey) => event({ partitionkey }));
      for (const each of events) await store.tell(who, each);
      await store.outbound.fanOut(['stream'], 1_000);
      return events.map(({ id }) => id);
    };
    const take = (destination: Destination = 'stream') => store.outbound.take(destination, lease);
    const taken = async (destination: Destination = 'stream'): Promise<string[]> =>
      (await take(destination)).map((delivery) => delivery.event.id);
    const first = async () => {
      const [delivery] = await take();
      return delivery ?? expect.fail('nothing is due');
    };

    it('makes a delivery of each event for each destination, in the order of the outbox', async () => {
      const posts = [viralPost(), viralPost({ content: 'another' })];
      const [plain, telling] = [event(), event({ type: 'viral.pattern.identified' })];
      await store.tell(who, plain);
      await store.tell(who, telling, posts);
      expect(await store.outbound.fanOut(destinations, 1)).toBe(1);
      expect(await store.outbound.fanOut(destinations, 10)).toBe(1);
      expect(await store.outbound.fanOut(destinations, 10)).toBe(0);
      expect(await taken('stream')).toEqual([plain.id, telling.id]);
      expect(await take('orchestrator')).toMatchObject([
        { destination: 'orchestrator', event: plain, patterns: null, attempt: 1 },
        { destination: 'orchestrator', event: telling, patterns: null, attempt: 1 },
      ]);
      expect(await take('viral-engine')).toMatchObject([{ event: telling, patterns: posts }]);
      expect(await taken('stream')).toEqual([]);
    });

    it('forgets posts once who is told of them has them, and at once where nobody is', async () => {
      const telling = event({ type: 'viral.pattern.identified' });
      await store.tell(who, telling, [viralPost()]);
      await store.outbound.fanOut(destinations, 10);
      const [whole] = await take('viral-engine');
      if (whole !== undefined) {
        await store.outbound.postpone(whole, 'away', 0);
        const [again] = await take('viral-engine');
        expect(again?.patterns).toEqual([viralPost()]);
        if (again !== undefined) await store.outbound.delivered([again]);
      }
      expect(await store.patternsOf(telling.subject)).toEqual([]);
      const unheard = event({ type: 'viral.pattern.identified' });
      await store.tell(who, unheard, [viralPost()]);
      await store.outbound.fanOut(['stream'], 10);
      expect(await store.patternsOf(unheard.subject)).toEqual([]);
    });

    it('makes none of dispatches, nor for destinations it is not told of', async () => {
      await told('a');
      expect(await taken('orchestrator')).toEqual([]);
      await store.dispatch.relay(10_000, async () => undefined);
      expect(await store.outbound.fanOut(['orchestrator'], 10)).toBe(0);
    });

    it('gives the first of each key; what follows waits for its end', async () => {
      const [a1, b1, a2, a3] = await told('a', 'b', 'a', 'a');
      const [headOfA, headOfB] = await take();
      expect([headOfA?.event.id, headOfB?.event.id]).toEqual([a1, b1]);
      expect(await taken()).toEqual([]);
      if (headOfA !== undefined) await store.outbound.delivered([headOfA]);
      const second = await first();
      expect(second.event.id).toBe(a2);
      await store.outbound.refuse(second, 'the partner answered 422', 422);
      expect(await taken()).toEqual([a3]);
    });

    it('goes by the key of the subject: two that name one account do not wait for each other', async () => {
      const other = await somebody(store);
      const ids = [event({ partitionkey: 'x' }), event({ partitionkey: 'x' })];
      for (const [index, each] of ids.entries()) await store.tell(index === 0 ? who : other, each);
      await store.outbound.fanOut(['stream'], 10);
      expect(await taken()).toEqual(ids.map(({ id }) => id));
    });

    it('goes by what the event is about where it names no key', async () => {
      const subject = crypto.randomUUID();
      const [one, two] = [event({ subject }), event({ subject })];
      for (const each of [one, two]) await store.tell(who, each);
      await store.outbound.fanOut(['stream'], 10);
      expect(await taken()).toEqual([one.id]);
    });

    it('holds a key back while its first is postponed, and only that', async () => {
      const [a1] = await told('a', 'a');
      await store.outbound.postpone(await first(), 'the partner answered 503', 30_000);
      const [b1] = await told('b');
      expect(await taken()).toEqual([b1]);
      await store.age(31_000);
      expect(await take()).toMatchObject([{ event: { id: a1 }, attempt: 2 }]);
    });

    it('gives what was taken again when its lease is over, and then hears its first taker no more', async () => {
      const [a1, a2] = await told('a', 'a');
      const late = await first();
      await store.age(lease.leaseMs + 1_000);
      const again = await first();
      expect([late.attempt, again.attempt, again.event.id]).toEqual([1, 2, a1]);
      await store.outbound.delivered([late]);
      await store.outbound.refuse(late, 'no', 400);
      await store.outbound.postpone(late, 'no', 0);
      expect(await taken()).toEqual([]);
      await store.outbound.delivered([again]);
      expect(await taken()).toEqual([a2]);
    });

    it('hurries what was postponed, not what somebody has taken', async () => {
      const [a1, b1] = await told('a', 'b');
      const [a, b] = await take();
      if (a === undefined || b === undefined) throw new Error(`${a1} or ${b1} is not due`);
      await store.outbound.postpone(a, 'away', 300_000);
      await store.outbound.hurry('orchestrator');
      expect(await taken()).toEqual([]);
      await store.outbound.hurry('stream');
      expect(await taken()).toEqual([a1]);
    });

    it('tells how much waits for each destination, and for how long', async () => {
      await told('a', 'a');
      await store.age(10_000);
      await told('b');
      const [stream, orchestrator] = ['stream', 'orchestrator'] as const;
      const lag = await store.outbound.lag([orchestrator, stream]);
      const byName = new Map(lag.map((each) => [each.destination, each]));
      expect(byName.get(orchestrator)).toMatchObject({ waiting: 0, oldestSeconds: 0 });
      expect(byName.get(stream)?.waiting).toBe(3);
      expect(byName.get(stream)?.oldestSeconds).toBeGreaterThanOrEqual(10);
      await store.outbound.delivered(await take());
      expect(await store.outbound.lag([stream])).toMatchObject([{ waiting: 1 }]);
    });

    it('forgets what ended before, and gives up what waits since before', async () => {
      const [, a2] = await told('a', 'a', 'b');
      const delivery = await first();
      await store.outbound.delivered([delivery]);
      const at = (ms: number) => new Date(delivery.createdAt.getTime() + ms);
      const earlier = at(-dayMs);
      const later = at(dayMs);
      const { forget } = store.outbound;
      expect(await forget(earlier, earlier)).toEqual({ forgotten: 0, givenUp: 0 });
      expect(await forget(later, earlier)).toEqual({ forgotten: 1, givenUp: 0 });
      expect(await taken()).toEqual([a2]);
      expect(await forget(earlier, later)).toEqual({ forgotten: 0, givenUp: 2 });
    });

    it('is shared by several processes: each is taken once, in the order of its key', async (context) => {
      context.skip(!store.isConcurrent, 'one session: takers wait for each other');
      const keys = Array.from({ length: 60 }, (_, index) => `key-${index % 7}`);
      const events = keys.map((partitionkey) => event({ partitionkey }));
      for (const each of events) await store.tell(who, each);
      const sent: string[] = [];
      const work = async (): Promise<void> => {
        while (sent.length < events.length) {
          await store.outbound.fanOut(['stream'], 5);
          const some = await store.outbound.take('stream', { limit: 3, leaseMs: 60_000 });
          sent.push(...some.map((delivery) => delivery.event.id));
          await store.outbound.delivered(some);
        }
      };
      await Promise.all([work(), work(), work()]);
      const byKey = (ids: readonly string[]) =>
        Map.groupBy(ids, (id) => events.find((each) => each.id === id)?.partitionkey);
      expect(byKey(sent)).toEqual(byKey(events.map(({ id }) => id)));
    });
  });
}
