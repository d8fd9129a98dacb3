import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. The same from bench/src and from bench/dist. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A compiled file of ours. */
export const benchFile = (path: string): string => join(ROOT, 'bench/dist', path);

/** A compiled file of the product, to be started or loaded as a process of its own. */
export const serverFile = (path: string): string => join(ROOT, 'server/dist', path);
