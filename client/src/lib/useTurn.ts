import { getCurrentScope, onScopeDispose, readonly, type Ref, ref, watch } from 'vue';

interface Scheduler {
  postTask: (task: () => void, options: { priority: 'user-blocking' }) => Promise<unknown>;
}

/** Queues it as a task, after those that are queued already. A browser without a scheduler runs it at once. */
export function inOwnTask(task: () => void): void {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  if (scheduler) void scheduler.postTask(task, { priority: 'user-blocking' });
  else task();
}

/**
 * False while the component is first drawn, and true in a task of its own right after it: the browser answers to input in between, and
 * what is more important is drawn first. The place of what waits has to be kept. A browser without a scheduler draws all at once.
 * @param after waits until this turn is drawn, and until the tasks that its drawing has queued have run
 */
export function useTurn(after?: Readonly<Ref<boolean>>): Readonly<Ref<boolean>> {
  const isDrawn = ref(false);
  let isGone = false;
  if (getCurrentScope()) onScopeDispose(() => (isGone = true));
  const wait = () => inOwnTask(() => (isDrawn.value ||= !isGone));
  if (!after || after.value) wait();
  else watch(after, wait, { flush: 'post', once: true });
  return readonly(isDrawn);
}
