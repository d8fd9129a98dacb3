/** `pnpm fix`: repairs all findings of `pnpm check` that can be repaired automatically. */
import './node-version.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bin, root, runSteps } from './steps.mjs';

// One after the other: they write the same files.
const { failed } = await runSteps(
  [
    ...(existsSync(join(root, 'scripts/generate.mjs'))
      ? [{ name: 'generated files', run: ['scripts/generate.mjs'] }]
      : []),
    { name: 'lint', run: [bin('eslint'), '.', '--fix'], remedy: 'by hand' },
    {
      name: 'format',
      run: [bin('prettier'), '.', '--write', '--cache', '--log-level', 'warn'],
      remedy: 'by hand',
    },
  ],
  1,
);
process.exit(failed === 0 ? 0 : 1);
