// `npx pnpm@12 backup FILE`: builds what is not fresh, then writes a backup of the directory to a file.
import './oldest-node.mjs';
import { buildStale } from './build.mjs';
import { install } from './install.mjs';

install('start');
await buildStale();
await import(new URL('../server/dist/backup.js', import.meta.url).href);
