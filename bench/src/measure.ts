import { cpuOf, cpuOfTree, residentMemory } from './cpu/cpu-time.js';
import type { Load, LoadOrder, LoadResult } from './load/load.js';
import type { Sample } from './result.js';
import type { Running } from './system.js';

/** As many as a busy console or a handful of scripts; more would only queue on two cores. */
export const CONNECTIONS = 16;

/**
 * The longest time, in seconds, for which a system gets requests before each sample, to fill the processor's caches with its
 * own data again.
 */
const PRIME_SECONDS = 0.05;

export interface Task {
  requests: LoadOrder['requests'];
  seconds: number;
  /** Sent before the sample, if the requests themselves can be sent only once. */
  prime?: LoadOrder['requests'];
  /** The sample ends after this number of requests to each process. */
  most?: number;
  connections?: number;
  groups?: number;
}

/** The length of a warm-up: until the system has answered this number of requests, or this time is over. */
export interface WarmUp {
  most: number;
  seconds: number;
}

/**
 * Puts a load on a system and discards the figures. V8 compiles code that ran often, so a warm-up counts requests: in half a
 * second, a slow system answers a tenth of the requests of a fast one, and would be measured cold.
 */
export function warm(load: Load, running: Running, task: WarmUp & Task): Promise<LoadResult> {
  return load.run(order(running, task));
}

/** One sample: the load, and the CPU time that server and database used from just before to just after it. */
export async function measure(
  load: Load,
  running: Running,
  postmaster: number | undefined,
  task: Task,
): Promise<Sample> {
  const prime = { requests: task.prime ?? task.requests, seconds: Math.min(PRIME_SECONDS, task.seconds / 2) };
  await load.run(order(running, { ...task, ...prime }));
  const used = () => ({
    server: cpuOf(running.pids),
    database: postmaster === undefined ? null : cpuOfTree(postmaster),
  });
  const before = used();
  const result = await load.run(order(running, task));
  const after = used();
  const memory = Math.max(...running.pids.map(residentMemory));
  return {
    requests: result.requests,
    requestsPerSecond: result.requests / result.seconds,
    p50: result.p50,
    p99: result.p99,
    p99ByTerm: result.p99ByGroup,
    serverCpu: (after.server - before.server) / result.requests,
    databaseCpu:
      after.database === null || before.database === null
        ? null
        : (after.database - before.database) / result.requests,
    memory,
  };
}

function order(
  running: Running,
  { requests, seconds, most = Number.MAX_SAFE_INTEGER, connections = CONNECTIONS, groups = 1 }: Task,
): LoadOrder {
  const ports = running.ports ?? [running.port];
  return { ports, requests, connections, seconds, most: most * ports.length, groups };
}
