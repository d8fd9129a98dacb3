/** Selects the tests for `pnpm test --changed`: those beside uncommitted files. */
import { execFileSync } from 'node:child_process';

/** A folder of a project's features: its tests are in it. */
const FEATURE = /^((?:server|client|bench)\/src\/[^/]+|e2e\/[^/]+|scripts)\//;

/** @param {string} root of the checkout */
export function changedFilters(root) {
  /** @param {string[]} args */
  const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n');
  return filtersFor([
    ...git('diff', '--name-only', 'HEAD'),
    ...git('ls-files', '--others', '--exclude-standard'),
  ]);
}

/**
 * Vitest itself selects by imports. As every test of the API starts the whole server, a change of one service ran 1,400 tests.
 * A file that is in no feature, such as app.ts, has the tests of its own name.
 * @param {string[]} paths from the root of the checkout
 */
export function filtersFor(paths) {
  const filters = paths.flatMap((path) => {
    const [, folder] = FEATURE.exec(path) ?? [];
    if (folder) return [`${folder}/`];
    const [, file] = /^((?:server|client|bench)\/src\/[^/.]+)\.[^/]+$/.exec(path) ?? [];
    return file ? [`${file}.`] : [];
  });
  return [...new Set(filters)];
}
