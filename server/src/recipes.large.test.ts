import { expect, it } from 'vitest';
import { programsOf } from './testing/documents/document-programs.js';
import { runPrograms } from './testing/documents/run-programs.js';

// Needs curl and Python. The same recipes in JavaScript are in the quick suite.

/** Shell blocks that this test does not run, by how they begin, and why. */
const NOT_RUN: Record<string, string> = {
  'npx pnpm@12 start': 'the set-up of the tests in a browser runs it',
  'npx pnpm@12 seed': 'it works on ./data, which the tests leave alone; seed.test.ts runs its program',
};

const isRun = ({ code }: { code: string }) => !Object.keys(NOT_RUN).some((start) => code.startsWith(start));

runPrograms('sh', ['getting-started.md', 'recipes.md'], isRun);
runPrograms('py', ['recipes.md']);

it('every skipped block still exists in a page', () => {
  const codes = programsOf('getting-started.md').map(({ code }) => code);
  for (const start of Object.keys(NOT_RUN))
    expect(
      codes.some((code) => code.startsWith(start)),
      start,
    ).toBe(true);
});
