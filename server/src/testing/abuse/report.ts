import type { Latencies } from './probe.js';

export interface Row {
  /** Of the case. */
  name: string;
  /** The number of requests, messages or connections. */
  sent: number;
  /** The request that took the event loop longest, in milliseconds of CPU. Missing if no request is sent. */
  worst?: { name: string; cpu: number };
  latencies: Latencies;
}

const ms = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));

/** A table in Markdown: milliseconds at p50 and p99. */
export function reportOf(rows: readonly Row[]): string {
  const head = [
    'what is sent',
    'sent',
    'CPU of the costliest',
    'which',
    '/healthz',
    'a list of 20',
    'viewer',
  ];
  const lines = rows.map(({ name, sent, worst, latencies: { healthz, list, viewer } }) => [
    name,
    sent.toLocaleString('en'),
    worst ? ms(worst.cpu) : '–',
    worst?.name ?? '–',
    ...[healthz, list, viewer].map(({ p50, p99 }) => `${ms(p50)}, ${ms(p99)}`),
  ]);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
