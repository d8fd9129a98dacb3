import { afterEach, expect, test, vi } from 'vitest';
import { effectScope, nextTick, watch } from 'vue';
import { inOwnTask, useTurn } from './useTurn';

afterEach(() => vi.unstubAllGlobals());

test('waits for a task of its own, unless what waits is gone', () => {
  const tasks: (() => void)[] = [];
  vi.stubGlobal('scheduler', { postTask: async (task: () => void) => void tasks.push(task) });
  const stays = useTurn();
  const scope = effectScope();
  const goes = scope.run(useTurn);
  expect([stays.value, goes?.value]).toEqual([false, false]);
  scope.stop();
  for (const run of tasks) run();
  expect([stays.value, goes?.value]).toEqual([true, false]);
});

test('waits for what another turn has put into turns', async () => {
  const tasks: (() => void)[] = [];
  vi.stubGlobal('scheduler', { postTask: async (task: () => void) => void tasks.push(task) });
  const page = useTurn();
  const side = useTurn(page);
  watch(page, () => inOwnTask(() => undefined));
  expect(tasks).toHaveLength(1);
  tasks[0]?.();
  await nextTick();
  expect([tasks.length, page.value, side.value]).toEqual([3, true, false]);
  tasks[2]?.();
  expect(side.value).toBe(true);
});

test('draws at once in a browser without a scheduler', () => {
  expect([useTurn().value, useTurn(useTurn()).value]).toEqual([true, true]);
});
