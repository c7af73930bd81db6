import { InMemorySpanExporter } from '@opentelemetry/sdk-trace';
import { expect, test } from 'vitest';
import { createTracing } from '../src/index.ts';

const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

function recordingTracing() {
  const exporter = new InMemorySpanExporter();
  return { exporter, tracing: createTracing({ service: 'collector', exporter }) };
}

test('a span carries its attributes and those set on the way', async () => {
  const { exporter, tracing } = recordingTracing();
  const answer = await tracing.span('scrape_account', { account_id: 'youtube:UC1' }, (span) => {
    span.set({ posts_found: 3, skipped: null });
    return 42;
  });
  expect(answer).toBe(42);
  const [span] = exporter.getFinishedSpans();
  expect(span?.name).toBe('scrape_account');
  expect(span?.attributes).toEqual({ account_id: 'youtube:UC1', posts_found: 3 });
  expect(span?.resource.attributes['service.name']).toBe('collector');
});

test('inner spans are children of outer ones', async () => {
  const { exporter, tracing } = recordingTracing();
  await tracing.span('outer', {}, () => tracing.span('inner', {}, async () => undefined));
  const [inner, outer] = exporter.getFinishedSpans();
  expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
});

test('a traceparent continues the trace of another process', async () => {
  const { exporter, tracing } = recordingTracing();
  await tracing.withTraceparent(parent, () => tracing.span('job', {}, async () => undefined));
  const [span] = exporter.getFinishedSpans();
  expect(span?.spanContext().traceId).toBe('0af7651916cd43dd8448eb211c80319c');
  expect(span?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
});

test.each([null, 'nonsense', '00-00000000000000000000000000000000-b7ad6b7169203331-01'])(
  'traceparent %j begins a new trace',
  async (traceparent) => {
    const { exporter, tracing } = recordingTracing();
    await tracing.span('elsewhere', {}, () =>
      tracing.withTraceparent(traceparent, () => tracing.span('job', {}, async () => undefined)),
    );
    expect(exporter.getFinishedSpans()[0]?.parentSpanContext).toBeUndefined();
  },
);

test('outside of spans there is no traceparent', () => {
  expect(recordingTracing().tracing.currentTraceparent()).toBeNull();
});

test('a failed span says what failed without credentials, and the error goes on', async () => {
  const { exporter, tracing } = recordingTracing();
  const failing = tracing.span('call', { url: 'https://a.example/x?key=swordfish' }, () => {
    throw new TypeError('GET https://a.example/x?key=swordfish failed');
  });
  await expect(failing).rejects.toThrow(TypeError);
  const [span] = exporter.getFinishedSpans();
  expect(span?.attributes['error.type']).toBe('TypeError');
  expect(JSON.stringify([span?.attributes, span?.status, span?.events])).not.toContain('swordfish');
});

test('shutting down does not wait long for a collector that is away', async () => {
  const tracing = createTracing({ service: 'collector', endpoint: 'http://127.0.0.1:9/' });
  await tracing.span('lost', {}, async () => undefined);
  const started = performance.now();
  await tracing.shutdown();
  expect(performance.now() - started).toBeLessThan(8_000);
});
