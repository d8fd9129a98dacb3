import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that are not sources of a build. */
const PASSED_OVER = new Set(['node_modules', 'dist', 'coverage']);
/** Tests and declarations, some of which a build writes itself. Neither is a source of a build. */
const LEFT_OUT = /\.(test|d)\.ts$/;

/**
 * The paths, sizes and modification times of all source files of a build, as one text. Much faster than reading them. A clone
 * or a copy has new times and is rebuilt, which does no harm.
 * @param {string} root
 * @param {string[]} sources files and folders, relative to the root; those that are absent count as empty
 */
export function fingerprint(root, sources) {
  return sources.flatMap((source) => linesFor(root, source)).join('\n');
}

/**
 * Whether `folder` holds a build of exactly this fingerprint.
 * @param {string} folder
 * @param {string} print
 */
export function isFresh(folder, print) {
  const file = join(folder, '.fingerprint');
  return existsSync(file) && readFileSync(file, 'utf8') === print;
}

/**
 * Called when a build is complete: an aborted build must not count as fresh.
 * @param {string} folder
 * @param {string} print
 */
export function markFresh(folder, print) {
  writeFileSync(join(folder, '.fingerprint'), print);
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function linesFor(root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stat || LEFT_OUT.test(path)) return [];
  if (!stat.isDirectory()) return [`${path} ${stat.size} ${stat.mtimeMs}`];
  const names = readdirSync(join(root, path)).filter((name) => !PASSED_OVER.has(name));
  return names.sort().flatMap((name) => linesFor(root, join(path, name)));
}
