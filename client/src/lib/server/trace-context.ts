/** The share of requests that the console asks the server to trace. */
const RATIO = 0.01;

const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;

/**
 * The header `traceparent` (W3C Trace Context) for one request in a hundred, and none for the others. A server without tracing
 * ignores it.
 */
export function traceHeaders(): { traceparent?: string } {
  if (Math.random() >= RATIO) return {};
  return { traceparent: `00-${randomHex(TRACE_ID_BYTES)}-${randomHex(SPAN_ID_BYTES)}-01` };
}

function randomHex(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
