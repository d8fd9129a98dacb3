import { fork } from 'node:child_process';
import { once } from 'node:events';
import { benchFile } from '../paths.js';
import { endWithUs } from '../process.js';
import type { HttpRequest } from '../system.js';

export interface LoadOrder {
  /** Connections are spread over them evenly. */
  ports: number[];
  /** Asked in rotation. */
  requests: HttpRequest[];
  connections: number;
  /** For so long new requests are sent; those under way are waited for. */
  seconds: number;
  /** No more than so many are sent. */
  most: number;
  /** Latencies are also told by groups: a request's is its place in the rotation, modulo this. */
  groups: number;
}

export interface LoadResult {
  requests: number;
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  p99ByGroup: number[];
  /** The first few answers that were none; then the figures mean nothing. */
  failures: string[];
}

export interface Load {
  /** @throws where any answer was a failure */
  run(order: LoadOrder): Promise<LoadResult>;
  stop(): void;
}

/** Starts the process that asks. One for the whole run, so that it is warm from the second order on. */
export function startLoad(): Load {
  const child = fork(benchFile('load/load.main.js'));
  endWithUs(child);
  return {
    run: async (order) => {
      const answered = once(child, 'message');
      child.send(order);
      const [result] = (await answered) as [LoadResult];
      if (result.failures.length > 0) throw new Error(`failed answers:\n${result.failures.join('\n')}`);
      return result;
    },
    stop: () => child.disconnect(),
  };
}
