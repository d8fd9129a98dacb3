// `npx pnpm@12 start`: builds what is not fresh, then is the server.
import './node-version.mjs';
import { buildStale } from './build.mjs';
import { stopWithLauncher } from './launcher.mjs';

stopWithLauncher();
await buildStale();
// In this very process, so that signals reach the server and nothing stands between it and pnpm.
await import(new URL('../server/dist/main.js', import.meta.url).href);
