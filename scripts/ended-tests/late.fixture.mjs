// Two tests. The first one times out and then sends a request. Run only by ended-tests.test.mjs.
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { assertTestRuns } from './ended-tests.mjs';

/** @type {string[]} */
const asked = [];
/** @type {unknown} */
let refusal;

/** @param {string} name */
function ask(name) {
  assertTestRuns();
  asked.push(name);
}

it('times out', { timeout: 50 }, async () => {
  await setTimeout(150);
  try {
    ask('late');
  } catch (error) {
    refusal = error;
  }
});

it('comes next', async () => {
  ask('first');
  await expect.poll(() => refusal).toEqual(new Error('This test has ended.'));
  ask('second');
  expect(asked).toEqual(['first', 'second']);
});
