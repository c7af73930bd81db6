import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ascendingOrder } from '../src/statistics/ascending-order.ts';

it('orders indices by value, equal ones by index, as a stable sort of pairs does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true })), {
        maxLength: 300,
      }),
      (values) => {
        const pairs = values.map((value, index) => ({ value, index }));
        pairs.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : a.index - b.index));
        expect([...ascendingOrder(Float64Array.from(values))]).toEqual(
          pairs.map(({ index }) => index),
        );
      },
    ),
  );
});
