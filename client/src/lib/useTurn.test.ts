import { afterEach, expect, test, vi } from 'vitest';
import { effectScope } from 'vue';
import { useTurn } from './useTurn';

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

test('draws at once in a browser without a scheduler', () => {
  expect(useTurn().value).toBe(true);
});
