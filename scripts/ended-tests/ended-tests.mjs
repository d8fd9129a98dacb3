/**
 * A set-up file of the server's and the end-to-end tests. A test that times out goes on in the background. Its later requests
 * would count for the next test, so `assertTestRuns` throws there.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { aroundEach } from 'vitest';

/** Set-up files run again for each test file, while modules that import this one may be kept: both share one store. */
const KEY = Symbol.for('rollcall.running-test');

const store = /** @type {{ [KEY]?: AsyncLocalStorage<{ isOver: boolean }> }} */ (globalThis);
const running = (store[KEY] ??= new AsyncLocalStorage());

/** Call it where a test file has `beforeAll`: in a set-up file. */
export function markEndedTests() {
  aroundEach(async (runTest) => {
    const test = { isOver: false };
    try {
      await running.run(test, runTest);
    } finally {
      test.isOver = true;
    }
  });
}

/** @throws if the caller is a test that has ended */
export function assertTestRuns() {
  if (running.getStore()?.isOver) throw new Error('This test has ended.');
}
