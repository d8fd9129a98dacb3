// `npx pnpm@12 start`: installs what it needs, builds what is not fresh, then runs the server.
import './oldest-node.mjs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { buildStale } from './build.mjs';
import { install } from './install.mjs';
import { stopWithLauncher } from './launcher.mjs';

// V8 lets the heap grow to four times the used size, and more with its young generation of 16 MB. package.json sets growth by
// half, and 8 MB: a busy server had 166 MB, instead of 173 MB with only 4 MB set, for less CPU (docs/benchmarks.md). With one
// extra thread for collecting and compiling instead of four, it has 2 to 4 MB less. With MALLOC_ARENA_MAX=1, the compiling thread
// allocates from the pages that the compilation of the bundle has left free, instead of 9 to 16 MB of its own. A block of a megabyte
// or more is returned to the kernel when it is freed: else glibc raises this limit to the 19 MB of a password's hash, and keeps
// up to twice as much free.
stopWithLauncher();
install('start');
await buildStale();
// V8 caches compiled code for the next start, which then takes a quarter less time. Node 20 has no such cache.
module.enableCompileCache?.(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
// In this process, so that signals reach the server and no process is between it and pnpm.
await import(new URL('../server/dist/rollcall.js', import.meta.url).href);
