import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type * as PromClient from 'prom-client';
import type { Registry } from 'prom-client';

/** Milliseconds between two samples of the event loop. */
const RESOLUTION_MS = 20;

/**
 * Gauges of the process, under the names of prom-client's defaults. Those are not used, as one of them observes each garbage
 * collection: in a loop that allocates it took 15 % of the CPU time (the least of 14 runs each), and it cannot be turned off.
 * @returns a function that sets them
 */
export function processGauges({ Counter, Gauge }: typeof PromClient, registers: Registry[]): () => void {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const cpu = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'CPU time, user and system.',
    registers,
  });
  const resident = gauge('process_resident_memory_bytes', 'Resident memory.');
  const heap = gauge('nodejs_heap_size_used_bytes', 'The heap that is in use.');
  const external = gauge('nodejs_external_memory_bytes', 'Memory of buffers and of native code.');
  const files = gauge('process_open_fds', 'Open file descriptors; 0 where the system does not say.');
  const lag = gauge(
    'nodejs_eventloop_lag_p50_seconds',
    'Event-loop delay since the last scrape, the median.',
  );
  const lagOf99 = gauge('nodejs_eventloop_lag_p99_seconds', 'The same, of 99 in 100.');
  const lagAtMost = gauge('nodejs_eventloop_lag_max_seconds', 'The same, at most.');
  gauge('process_start_time_seconds', 'When the process started.').set(Date.now() / 1_000 - process.uptime());
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  return () => {
    const { user, system } = process.cpuUsage();
    cpu.reset();
    cpu.inc((user + system) / 1e6);
    const memory = process.memoryUsage();
    resident.set(memory.rss);
    heap.set(memory.heapUsed);
    external.set(memory.external);
    files.set(openFiles());
    lag.set(delay.percentile(50) / 1e9);
    lagOf99.set(delay.percentile(99) / 1e9);
    lagAtMost.set(delay.max / 1e9);
    delay.reset();
  };
}

function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}
