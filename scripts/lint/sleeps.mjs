/** Rules for tests: one that waits a fixed time is slow on a fast machine and fails on a slow one. */
const message = 'Wait for a condition (vi.waitFor, expect.poll, locator.waitFor), not for a time.';

/** For `no-restricted-syntax`. */
export const sleeps = [
  "NewExpression[callee.name='Promise'] CallExpression[callee.name='setTimeout']",
  "CallExpression[callee.property.name='waitForTimeout']",
  "ImportDeclaration[source.value='node:timers/promises']",
].map((selector) => ({ selector, message }));
