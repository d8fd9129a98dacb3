/** `pnpm fix`: all that a machine can mend of what `pnpm check` finds. */
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
    { name: 'lint', run: [bin('eslint'), '.', '--fix'], mend: 'by hand' },
    {
      name: 'format',
      run: [bin('prettier'), '.', '--write', '--cache', '--log-level', 'warn'],
      mend: 'by hand',
    },
  ],
  1,
);
process.exit(failed === 0 ? 0 : 1);
