import type { TraceEvent } from './tracing.ts';

export interface MainThreadWork {
  /** Processor time of the page's main thread for each of its frames, in milliseconds. */
  readonly perFrame: readonly number[];
}

/** The work of the page's main thread. */
export function mainThreadWork(events: readonly TraceEvent[]): MainThreadWork {
  const main = busiestMain(events);
  const own = events.filter(({ pid, tid }) => pid === main.pid && tid === main.tid);
  const tasks = own.filter(({ name, ph, tdur }) => name === 'RunTask' && ph === 'X' && tdur !== undefined);
  // A frame includes the task in which it is made, and all tasks since the previous frame.
  const frames = own
    .filter(({ name, ph }) => name === 'FireAnimationFrame' && ph === 'X')
    .map(({ ts }) => ts);
  const perFrame: number[] = [];
  let next = 0;
  let work = 0;
  for (const { ts, dur = 0, tdur = 0 } of tasks.sort((one, other) => one.ts - other.ts)) {
    work += tdur / 1000;
    const end = ts + dur;
    let isFrame = false;
    while (next < frames.length && (frames[next] ?? Infinity) <= end) {
      next += 1;
      isFrame = true;
    }
    if (isFrame) {
      perFrame.push(work);
      work = 0;
    }
  }
  return { perFrame: perFrame.slice(1) };
}

/** The main thread of the page: the busiest one of all renderer processes. */
function busiestMain(events: readonly TraceEvent[]): { pid: number; tid: number } {
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const workOf = ({ pid, tid }: TraceEvent) =>
    events.reduce(
      (sum, event) =>
        sum + (event.pid === pid && event.tid === tid && event.name === 'RunTask' ? (event.tdur ?? 0) : 0),
      0,
    );
  const [busiest] = mains.toSorted((one, other) => workOf(other) - workOf(one));
  if (!busiest) throw new Error('The trace has no main thread of a page.');
  return busiest;
}
