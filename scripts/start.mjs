// `npx pnpm@12 start`: installs what it needs, builds what is not fresh, then is the server.
import './oldest-node.mjs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { buildStale } from './build.mjs';
import { install } from './install.mjs';
import { stopWithLauncher } from './launcher.mjs';

// V8 lets the heap grow to four times what is in use, and more with its 16 MB for what is new. package.json says half as
// much again, and 8 MB: a busy server had 166 MB instead of 173 with 4 MB alone, for less CPU (docs/benchmarks.md). With one
// thread beside its own for collecting and compiling, and not four, it has 2 to 4 MB less.
stopWithLauncher();
install('start');
await buildStale();
// V8 keeps what it compiled for the next start, which takes a quarter less time then. Node 20 has no such cache.
module.enableCompileCache?.(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
// In this very process, so that signals reach the server and nothing stands between it and pnpm.
await import(new URL('../server/dist/rollcall.js', import.meta.url).href);
