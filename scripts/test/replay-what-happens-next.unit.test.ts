import * as contracts from '@viral-scan/contracts';
import { DomainError, InvalidInput, QuotaExhausted, RateLimited } from '@viral-scan/contracts';
import { outcomeOf } from '@viral-scan/queue';
import { describe, expect, test } from 'vitest';
import { consequences, whatHappensNext } from '../replay/what-happens-next.ts';

const errorClasses = Object.values(contracts as Record<string, unknown>).filter(
  (exported): exported is typeof DomainError =>
    typeof exported === 'function' && exported.prototype instanceof DomainError,
);

function sampleOf(errorClass: typeof DomainError): DomainError {
  if (Object.is(errorClass, RateLimited)) return new RateLimited('slow', 90_000);
  if (Object.is(errorClass, InvalidInput)) return new InvalidInput('body.timezone', 'is no zone');
  if (Object.is(errorClass, QuotaExhausted)) return new QuotaExhausted('none left', new Date(0));
  return Reflect.construct(errorClass, ['told']);
}

describe('what happens after a domain error', () => {
  test('is known of every class', () => {
    expect(errorClasses.length).toBeGreaterThan(10);
    // What is a kind of another has the consequence of that one.
    const kinds = errorClasses.filter(
      (errorClass) => Object.getPrototypeOf(errorClass) === DomainError,
    );
    expect(consequences.map(({ errorClass }) => errorClass.name).toSorted()).toEqual(
      kinds.map(({ name }) => name).toSorted(),
    );
  });

  test.each(errorClasses.map((errorClass) => [errorClass.name, sampleOf(errorClass)] as const))(
    'of class %s agrees with the queue',
    (_name, error) => {
      const { kind } = outcomeOf(error, 1);
      const next = whatHappensNext(error);
      const expected = {
        delay: /^retried after/,
        retry: /^(retried|the listing starts)/,
        give_up: /^(not retried|the grant is refreshed)/,
        lost: /^nothing/,
      };
      expect(next).toMatch(expected[kind]);
    },
  );

  test('tells the times of the error', () => {
    expect(whatHappensNext(new RateLimited('slow', 1_501, { scope: 'user' }))).toMatch(
      /^retried after 2 s .* same user/,
    );
    expect(whatHappensNext(new RateLimited('slow', Number.MAX_VALUE))).toContain('3600 s');
    expect(whatHappensNext(new QuotaExhausted('none left', new Date(0)))).toContain(
      '1970-01-01T00:00:00.000Z',
    );
    expect(whatHappensNext(new InvalidInput('body.zone', 'is no zone'))).toContain('body.zone');
  });

  test('of a class that nobody thought of is refused', () => {
    class Unheard extends DomainError {
      readonly code = 'unheard';
    }
    expect(() => whatHappensNext(new Unheard('?'))).toThrow('Unheard');
  });
});
