import { getCurrentScope, onScopeDispose, readonly, type Ref, ref } from 'vue';

interface Scheduler {
  postTask: (task: () => void, options: { priority: 'user-blocking' }) => Promise<unknown>;
}

/**
 * False while the component is first drawn, and true in a task of its own right after it: the browser answers to input in between, and
 * what is more important is drawn first. The place of what waits has to be kept. A browser without a scheduler draws all at once.
 */
export function useTurn(): Readonly<Ref<boolean>> {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  const isDrawn = ref(!scheduler);
  let isGone = false;
  if (getCurrentScope()) onScopeDispose(() => (isGone = true));
  void scheduler?.postTask(() => (isDrawn.value ||= !isGone), { priority: 'user-blocking' });
  return readonly(isDrawn);
}
