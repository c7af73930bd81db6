import { setTimeout as sleep } from 'node:timers/promises';
import { DoorFull, type KeptEvent, keepInBatches } from '@viral-scan/scan';
import { expect, it } from 'vitest';

let serial = 0;
const events = (count: number): KeptEvent[] =>
  Array.from({ length: count }, () => {
    serial += 1;
    return {
      platform: 'tiktok',
      key: `key-${serial}`,
      kind: 'other',
      name: 'a test',
      accountId: null,
      postId: null,
      occurredAt: null,
      subscriptionId: null,
    };
  });

/** A repository that ends each statement when it is told to. */
function slowRepository() {
  const statements: { keys: readonly string[]; end: (error?: Error) => void }[] = [];
  return {
    statements,
    keep: (some: readonly KeptEvent[]) =>
      new Promise<number>((resolve, reject) => {
        const end = (error?: Error): void =>
          error === undefined ? resolve(some.length) : reject(error);
        statements.push({ keys: some.map(({ key }) => key), end });
      }),
  };
}
const sizes = ({ statements }: ReturnType<typeof slowRepository>) =>
  statements.map(({ keys }) => keys.length);

it('what comes together is one statement, and what comes meanwhile the next', async () => {
  const repository = slowRepository();
  const keep = keepInBatches(repository, { mostAtOnce: 1 });
  const first = [keep(events(1)), keep(events(2)), keep([])];
  await sleep(20);
  const second = [keep(events(3)), keep(events(4))];
  await sleep(20);
  expect(sizes(repository)).toEqual([3]);
  repository.statements[0]?.end();
  await Promise.all(first);
  await expect.poll(() => sizes(repository)).toEqual([3, 7]);
  repository.statements[1]?.end();
  await Promise.all(second);
});

it('has a few statements under way at once, whichever ends first', async () => {
  const repository = slowRepository();
  const keep = keepInBatches(repository, { mostAtOnce: 2 });
  const kept: Promise<void>[] = [];
  for (const size of [1, 2, 3, 4]) {
    kept.push(keep(events(size)));
    await sleep(20);
  }
  expect(sizes(repository)).toEqual([1, 2]);
  repository.statements[1]?.end();
  await kept[1];
  await expect.poll(() => sizes(repository)).toEqual([1, 2, 7]);
  repository.statements[0]?.end();
  repository.statements[2]?.end();
  await Promise.all(kept);
});

it('resolves only when its statement has ended', async () => {
  const repository = slowRepository();
  const keep = keepInBatches(repository);
  let isKept = false;
  const kept = keep(events(1)).then(() => {
    isKept = true;
  });
  await sleep(30);
  expect([sizes(repository), isKept]).toEqual([[1], false]);
  repository.statements[0]?.end();
  await kept;
});

it('a statement that fails fails all its deliveries and none of the next', async () => {
  const repository = slowRepository();
  const keep = keepInBatches(repository, { mostAtOnce: 1 });
  const lost = [keep(events(1)), keep(events(1))];
  await expect.poll(() => sizes(repository)).toEqual([2]);
  const kept = keep(events(1));
  repository.statements[0]?.end(new Error('the database went away'));
  for (const each of lost) await expect(each).rejects.toThrow('went away');
  await expect.poll(() => sizes(repository)).toEqual([2, 1]);
  repository.statements[1]?.end();
  await kept;
});

it('a delivery is never split, and an event that came twice goes once', async () => {
  const repository = slowRepository();
  const keep = keepInBatches(repository, { mostEvents: 5, mostAtOnce: 1 });
  const [same] = events(1);
  if (same === undefined) throw new Error('no event');
  const all = [keep([same, same]), keep(events(9)), keep([same, ...events(2)])];
  for (const [index, size] of [1, 9, 3].entries()) {
    await expect.poll(() => sizes(repository)[index]).toBe(size);
    repository.statements[index]?.end();
  }
  await Promise.all(all);
});

it('takes no more than may wait, until some have been kept', async () => {
  const repository = slowRepository();
  const keep = keepInBatches(repository, { mostWaiting: 10 });
  const waiting = keep(events(10));
  await expect(keep(events(1))).rejects.toThrow(DoorFull);
  await expect.poll(() => sizes(repository)).toEqual([10]);
  repository.statements[0]?.end();
  await waiting;
  const next = keep(events(10));
  await expect.poll(() => sizes(repository)).toEqual([10, 10]);
  repository.statements[1]?.end();
  await next;
});
