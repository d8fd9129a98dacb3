/** Docker's command line, which is all that `npx pnpm@12 images` needs of an engine. */
import { execFileSync } from 'node:child_process';
import { root } from '../steps.mjs';

/** A list of an image's files has some hundred kilobytes. */
const MOST_OUTPUT = 64 * 1024 * 1024;

/**
 * Returns the standard output of the command. Throws if it fails; standard error then has the reason.
 * @param {string[]} parts
 * @param {{ env?: Record<string, string>, quiet?: boolean }} [options] `quiet` keeps the reason of a failure in the error alone
 */
export function docker(parts, { env = {}, quiet = false } = {}) {
  return execFileSync('docker', parts, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: MOST_OUTPUT,
    stdio: ['ignore', 'pipe', quiet ? 'pipe' : 'inherit'],
    env: { ...process.env, ...env },
  });
}

/**
 * The image's size, settings, files and SBOM, by a container that is never started.
 * @param {string} image
 * @param {string} sbom the path of its SBOM
 * @returns {import('./content.mjs').Content}
 */
export function contentOf(image, sbom) {
  const [{ Size: bytes, Config: config }] = JSON.parse(docker(['image', 'inspect', image]));
  const container = docker(['create', image]).trim();
  try {
    const shell = ['-c', `docker export ${container} | tar --list --verbose --numeric-owner`];
    const listing = execFileSync('sh', shell, { encoding: 'utf8', maxBuffer: MOST_OUTPUT });
    const archive = ['-c', `docker cp ${container}:${sbom} - | tar --extract --to-stdout`];
    const text = execFileSync('sh', archive, { encoding: 'utf8', maxBuffer: MOST_OUTPUT });
    return { bytes, config, files: filesIn(listing), sbom: JSON.parse(text) };
  } finally {
    docker(['rm', '--force', container]);
  }
}

/**
 * @param {string} listing by `tar --list --verbose`
 * @returns {import('./content.mjs').File[]}
 */
export function filesIn(listing) {
  const lines = listing.matchAll(/^(\S)(\S{9}) \S+ +\S+ \S+ \S+ (.+)$/gm);
  return [...lines].map(([, kind = '', mode = '', name = '']) => {
    // A link has its target behind it.
    const [path = '', target] = name.split(/ -> | link to /);
    return { kind, mode, path, ...(target === undefined ? {} : { target }) };
  });
}
