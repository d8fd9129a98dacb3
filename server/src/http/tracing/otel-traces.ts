import {
  ROOT_CONTEXT,
  type Context,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { ExportResultCode, parseTraceParent } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  type SpanExporter,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { FastifyBaseLogger } from 'fastify';
import { SampledParents } from './sampled-parents.js';
import type { OperationTrace, RequestTrace, TracedRequest, Traces } from './trace.js';

export interface TraceOptions {
  /** Of the OTLP receiver; traces go to `/v1/traces` below it. */
  endpoint: string;
  /** The share of requests that are traced if they don't specify it themselves, from 0 to 1. */
  ratio: number;
  log: FastifyBaseLogger;
}

/** How long spans are gathered. */
const GATHER_MS = 1_000;

/** For one request to the receiver, and for all of them when the server stops. */
const EXPORT_MS = 2_000;

/** In characters, as in the log. */
const MAX_NAME_LENGTH = 60;

/**
 * Traces by OpenTelemetry's SDK. This file and all that it imports are loaded with OTEL_EXPORTER_OTLP_ENDPOINT only. There is
 * no context manager: spans are passed as values, so requests without a trace cost nothing.
 */
export class OtelTraces implements Traces {
  readonly #provider: TracerProvider;
  readonly #tracer: Tracer;
  readonly #ratio: number;
  readonly #parents = new SampledParents();

  constructor({ endpoint, ratio, log }: TraceOptions) {
    const exporter = new OTLPTraceExporter({
      url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
      timeoutMillis: EXPORT_MS,
    });
    this.#provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': 'rollcall' }),
      // Which requests are traced is decided here, before the SDK is called.
      sampler: new AlwaysOnSampler(),
      spanProcessors: [
        new BatchSpanProcessor({ exporter: logFailures(exporter, log), scheduledDelayMillis: GATHER_MS }),
      ],
    });
    this.#tracer = this.#provider.getTracer('rollcall');
    this.#ratio = ratio;
  }

  request({ method, route, requestId, traceparent }: TracedRequest): RequestTrace | undefined {
    const parent = this.#parentFor(traceparent);
    if (!parent) return undefined;
    const attributes = {
      'http.request.method': method,
      'http.route': route,
      'rollcall.request_id': requestId,
    };
    const options = { kind: SpanKind.SERVER, attributes };
    const span = this.#tracer.startSpan(`${method} ${route}`, options, parent);
    return {
      operation: () => this.#operation(trace.setSpan(parent, span)),
      end: (status) => {
        span.setAttribute('http.response.status_code', status);
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  }

  operation(): OperationTrace | undefined {
    return Math.random() < this.#ratio ? this.#operation(ROOT_CONTEXT) : undefined;
  }

  /** Each job is traced: there are few. */
  job({ id, kind }: { id: string; kind: string }): (hasFailed: boolean) => void {
    const attributes = { 'rollcall.job.id': id, 'rollcall.job.kind': kind };
    const span = this.#tracer.startSpan('bulk job', { attributes }, ROOT_CONTEXT);
    return (hasFailed) => {
      if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    };
  }

  async close(): Promise<void> {
    // The exporter's time limit holds for each request; several may be due.
    const late = new Promise<void>((resolve) => setTimeout(resolve, EXPORT_MS).unref());
    await Promise.race([this.#provider.shutdown().catch(() => undefined), late]);
  }

  /** The context in which a request's span begins; undefined if it is not traced. */
  #parentFor(traceparent: string | undefined): Context | undefined {
    const parent = traceparent === undefined ? null : parseTraceParent(traceparent);
    if (!parent) return Math.random() < this.#ratio ? ROOT_CONTEXT : undefined;
    const isTraced = (parent.traceFlags & 1) === 1 && this.#parents.takes();
    return isTraced ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true }) : undefined;
  }

  #operation(parent: Context): OperationTrace {
    const span = this.#tracer.startSpan('graphql', {}, parent);
    const inside = trace.setSpan(parent, span);
    let isEnded = false;
    return {
      noteStatements: (count, ms) => {
        // Work after the answer, such as a mail, is not part of the operation.
        if (!isEnded) this.#statements(inside, count, ms);
      },
      end: ({ name, hasFailed }) => {
        isEnded = true;
        endOperation(span, name?.slice(0, MAX_NAME_LENGTH), hasFailed);
      },
    };
  }

  #statements(parent: Context, count: number, ms: number): void {
    const now = performance.now();
    const attributes = { 'db.system.name': 'postgresql', 'db.operation.batch.size': count };
    const options = { kind: SpanKind.CLIENT, startTime: now - ms, attributes };
    this.#tracer.startSpan('sql', options, parent).end(now);
  }
}

/** The name is the client's. Documents and variables hold people's data and are not among the attributes. */
function endOperation(span: Span, name: string | undefined, hasFailed: boolean | undefined): void {
  if (name !== undefined) {
    span.updateName(`graphql ${name}`);
    span.setAttribute('graphql.operation.name', name);
  }
  if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** Logs once that traces cannot be exported, and once that they can again. The SDK itself is silent. */
function logFailures(exporter: SpanExporter, log: FastifyBaseLogger): SpanExporter {
  let isFailing = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const hasFailed = result.code !== ExportResultCode.SUCCESS;
        if (hasFailed && !isFailing) log.warn({ err: result.error }, 'Traces cannot be exported.');
        if (!hasFailed && isFailing) log.info('Traces are exported again.');
        isFailing = hasFailed;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
