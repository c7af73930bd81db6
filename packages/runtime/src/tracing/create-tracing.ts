import {
  type Attributes,
  context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  SimpleSpanProcessor,
  type SpanExporter,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { scrub } from '../logging/scrub.ts';

export type SpanAttributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface ActiveSpan {
  /** What became known on the way, such as `posts_found`. */
  set(attributes: SpanAttributes): void;
}

export interface Tracing {
  /** Runs `fn` inside a span; a throw marks it as failed and goes on. */
  span<T>(
    name: string,
    attributes: SpanAttributes,
    fn: (span: ActiveSpan) => T | Promise<T>,
    options?: { readonly kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer' },
  ): Promise<T>;
  /** W3C traceparent of the active span, to travel in outbox rows, payloads and headers. */
  currentTraceparent(): string | null;
  /** Makes spans in `fn` children of that one; null or malformed: they begin a new trace. */
  withTraceparent<T>(traceparent: string | null, fn: () => T): T;
  /** Sends what waits, for at most 2 s. */
  shutdown(): Promise<void>;
}

export interface TracingOptions {
  readonly service: string;
  /** Base URL of an OTLP/HTTP collector; absent: spans get ids but go nowhere. */
  readonly endpoint?: string | undefined;
  /** For tests: gets every span as it ends. */
  readonly exporter?: SpanExporter;
}

const propagator = new W3CTraceContextPropagator();
const shutdownPatienceMs = 2_000;

export function createTracing(options: TracingOptions): Tracing {
  // One per process; a second call finds the first one's, which serves as well.
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': options.service }),
    spanLimits: { attributeValueLengthLimit: 500 },
    spanProcessors: processors(options),
  });
  const tracer = provider.getTracer('viral-scan');

  return {
    async span(name, attributes, fn, { kind = 'internal' } = {}) {
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes: clean(attributes) });
      const active: ActiveSpan = { set: (more) => void span.setAttributes(clean(more)) };
      try {
        return await context.with(trace.setSpan(context.active(), span), () => fn(active));
      } catch (error) {
        markFailed(span, error);
        throw error;
      } finally {
        span.end();
      }
    },
    currentTraceparent() {
      const carrier: Record<string, string> = {};
      propagator.inject(context.active(), carrier, defaultTextMapSetter);
      return carrier.traceparent ?? null;
    },
    withTraceparent(traceparent, fn) {
      const carrier = traceparent === null ? {} : { traceparent };
      return context.with(propagator.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter), fn);
    },
    async shutdown() {
      const patience = Promise.withResolvers<void>();
      const timer = setTimeout(patience.resolve, shutdownPatienceMs);
      // A collector that is away must not keep a service from ending.
      await Promise.race([provider.shutdown().catch(() => undefined), patience.promise]);
      clearTimeout(timer);
    },
  };
}

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

function processors({ endpoint, exporter }: TracingOptions) {
  if (exporter !== undefined) return [new SimpleSpanProcessor({ exporter })];
  if (endpoint === undefined) return [];
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  return [
    new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url, timeoutMillis: 5_000 }) }),
  ];
}

function clean(attributes: SpanAttributes): Attributes {
  const kept: Attributes = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    kept[name] = typeof value === 'string' ? scrub(value) : value;
  }
  return kept;
}

function markFailed(span: Span, error: unknown) {
  const message = scrub(error instanceof Error ? error.message : String(error));
  span.setStatus({ code: SpanStatusCode.ERROR, message });
  span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
}
