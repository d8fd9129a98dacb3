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
  /** How long new requests are sent. Running ones are waited for. */
  seconds: number;
  /** The maximal number of requests. */
  most: number;
  /** Latencies are also reported by group. The group of a request is its place in the rotation, modulo this. */
  groups: number;
}

export interface LoadResult {
  requests: number;
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  p99ByGroup: number[];
  /** The first few failures. With any of them, the figures are meaningless. */
  failures: string[];
}

export interface Load {
  /** @throws if any answer was a failure */
  run(order: LoadOrder): Promise<LoadResult>;
  stop(): void;
}

/** Starts the process that sends requests. There is one for the whole run, so that it is warm from the second order on. */
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
