import { describe, expect, test } from 'vitest';
import { type BreakerPass, CircuitBreaker } from '../src/circuit-breaker.ts';

const origin = 'https://a.example';

function setUp({ random = 0 } = {}) {
  const clock = { ms: 0 };
  const breaker = new CircuitBreaker({
    failureThreshold: 3,
    coolDownMs: 1_000,
    nowMs: () => clock.ms,
    random: () => random,
  });
  const enter = (): BreakerPass => {
    const entered = breaker.enter(origin);
    if ('retryInMs' in entered) throw new Error(`refused for ${entered.retryInMs} ms`);
    return entered;
  };
  const open = () => {
    for (let i = 0; i < 3; i += 1) enter().fail();
  };
  return { breaker, clock, enter, open };
}

describe('a circuit breaker', () => {
  test('opens after the threshold of failures in a row', () => {
    const { breaker, enter } = setUp();
    enter().fail();
    enter().fail();
    enter().succeed();
    enter().fail();
    enter().fail();
    expect(enter).not.toThrow();
    enter().fail();
    expect(breaker.enter(origin)).toEqual({ retryInMs: 1_000 });
    expect(breaker.enter('https://b.example')).toHaveProperty('succeed');
  });

  test('lets one probe through after the cool-down and closes when it succeeds', () => {
    const { clock, enter, open } = setUp();
    open();
    clock.ms = 999;
    expect(enter).toThrow('refused for 1 ms');
    clock.ms = 1_000;
    const probe = enter();
    expect(enter).toThrow('refused for 0 ms');
    probe.succeed();
    expect(enter).not.toThrow();
  });

  test('opens again when the probe fails', () => {
    const { clock, enter, open } = setUp();
    open();
    clock.ms = 1_000;
    enter().fail();
    expect(enter).toThrow('refused for 1000 ms');
  });

  test('lets the next probe through when one was given up', () => {
    const { clock, enter, open } = setUp();
    open();
    clock.ms = 1_000;
    enter().release();
    expect(enter).not.toThrow();
  });

  test('takes no notice of calls that began before it opened', () => {
    const { clock, enter, open } = setUp();
    const [early, late] = [enter(), enter()];
    open();
    early.succeed();
    clock.ms = 500;
    late.fail();
    expect(enter).toThrow('refused for 500 ms');
  });

  test('stays open up to half as long again by jitter', () => {
    const { enter, open } = setUp({ random: 0.999 });
    open();
    expect(enter).toThrow(/refused for 1499\./);
  });
});
