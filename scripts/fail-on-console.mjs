/**
 * A set-up file of every test project: an unexpected warning or error fails its test. A test that expects one catches it with
 * `vi.spyOn(console, 'error').mockImplementation(…)`.
 */
import { format } from 'node:util';
import { afterAll, afterEach } from 'vitest';

/** @type {string[]} */
const unexpected = [];

for (const method of /** @type {const} */ (['error', 'warn'])) {
  const original = console[method];
  console[method] = (...values) => {
    unexpected.push(`console.${method}: ${format(...values)}`);
    original.apply(console, values);
  };
}

function failOnUnexpected() {
  const lines = unexpected.splice(0);
  if (lines.length > 0) throw new Error(`Unexpected console output:\n${lines.join('\n')}`);
}

afterEach(failOnUnexpected);
// Output while a file is loaded or torn down.
afterAll(failOnUnexpected);
