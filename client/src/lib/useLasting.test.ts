import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import { useLasting } from './useLasting';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('tells of what lasts, and of nothing that is over soon', async () => {
  const isWaiting = ref(false);
  const scope = effectScope();
  const lasting = scope.run(() => useLasting(() => isWaiting.value));
  const after = async (ms: number) => {
    await nextTick();
    await vi.advanceTimersByTimeAsync(ms);
    return lasting?.value;
  };

  isWaiting.value = true;
  expect(await after(150)).toBe(false);
  isWaiting.value = false;
  expect(await after(500)).toBe(false);

  isWaiting.value = true;
  expect(await after(250)).toBe(true);
  isWaiting.value = false;
  expect(lasting?.value).toBe(false);
  scope.stop();
});
