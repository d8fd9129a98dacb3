// `npx pnpm@12 restore FILE`: builds what is not fresh, then restores a backup into an empty database.
import './oldest-node.mjs';
import { buildStale } from './build.mjs';
import { install } from './install.mjs';

install('start');
await buildStale();
await import(new URL('../server/dist/restore.js', import.meta.url).href);
