import { collectAccount } from '@viral-scan/scan';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attempt, collectDeps, killed, own, scanRoom, stepsKilledAt } from './scan-room.ts';
import { collected, scriptedConnector } from './scripted-connector.ts';

/** Calls of the repository in one run over `pages` pages: start, find, account, pages, end. */
const death = fc.record({
  at: fc.nat({ max: 9 }),
  when: fc.constantFrom('before' as const, 'after' as const),
});

it('any kills between and within pages end with each post exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 5 }),
      fc.array(death, { maxLength: 8 }),
      async (sizes, deaths) => {
        const room = await scanRoom();
        const scanId = await room.initiated();
        const pages = sizes.map((size, page) =>
          Array.from({ length: size }, (_, index) => collected(`${page}-${index}`)),
        );
        const youtube = scriptedConnector({ [own]: pages });
        const work = (steps = room.store.steps) =>
          collectAccount(
            { ...collectDeps(room, youtube), steps },
            room.who,
            { scanId, stepKey: 'collect-0' },
            attempt(),
          );
        for (const death of deaths) {
          await work(stepsKilledAt(room.store.steps, death)).catch((error: unknown) => {
            if (error !== killed) throw error;
          });
        }
        await work();

        const ids = pages.flat().map(({ post }) => post.externalId);
        expect(room.postIds()).toEqual(ids.sort());
        expect(room.store.state.series.snapshots).toHaveProperty('size', ids.length);
        expect(await room.step(scanId, 'collect-0')).toMatchObject({
          state: 'completed',
          pages: pages.length,
          posts: ids.length,
          coverage: { status: 'complete', posts: ids.length },
        });
      },
    ),
    { numRuns: 200 },
  );
});
