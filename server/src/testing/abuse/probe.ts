import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Milliseconds. */
export interface Latency {
  count: number;
  p50: number;
  p99: number;
}

/** The ordinary requests beside the abuse: `/healthz`, a list of 20 and the viewer. */
export type Latencies = Record<'healthz' | 'list' | 'viewer', Latency>;

export class Probe {
  readonly #worker: Worker;

  constructor(address: string, authorization: string) {
    const workerData = { address, authorization };
    this.#worker = new Worker(new URL('./probe.worker.mjs', import.meta.url), { workerData });
  }

  /** The latencies since the last call. Rejects if the thread has ended. */
  async read(): Promise<Latencies> {
    this.#worker.postMessage('read');
    const [taken] = (await once(this.#worker, 'message')) as [Partial<Record<string, number[]>>];
    return {
      healthz: latency(taken['healthz']),
      list: latency(taken['list']),
      viewer: latency(taken['viewer']),
    };
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

function latency(taken: number[] = []): Latency {
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99) };
}
