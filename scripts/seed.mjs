// `npx pnpm@12 seed N`: builds what is not fresh, then adds N realistic users to the directory.
import './oldest-node.mjs';
import { buildStale } from './build.mjs';
import { install } from './install.mjs';

install('start');
await buildStale();
await import(new URL('../server/dist/seed.js', import.meta.url).href);
