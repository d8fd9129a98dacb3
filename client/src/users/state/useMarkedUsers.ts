import { onScopeDispose, shallowRef } from 'vue';

/** Long enough to be found by the eye after the dialog has closed. */
const MARKED_MS = 8_000;

/** Users who were just written from here: their rows are highlighted for a while. */
export function useMarkedUsers() {
  const marked = shallowRef<ReadonlySet<string>>(new Set());
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function mark(id: string): void {
    clearTimeout(timers.get(id));
    marked.value = new Set(marked.value).add(id);
    timers.set(
      id,
      setTimeout(() => (marked.value = new Set([...marked.value].filter((each) => each !== id))), MARKED_MS),
    );
  }

  onScopeDispose(() => timers.forEach((timer) => clearTimeout(timer)));
  return { marked, mark };
}
