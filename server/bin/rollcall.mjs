#!/usr/bin/env -S MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=1048576 node --max-semi-space-size=8 --heap-growing-percent=50
// `rollcall` of the npm package and of the server's image. The variables and V8's options are for memory: scripts/start.mjs has
// the reasons. Linux before 5.1 reads only 127 characters of the first line, so `--v8-pool-size=1`, with the least effect, is left out.
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const OLDEST = { major: 20, minor: 19 };

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor)) {
  console.error(
    `Rollcall needs Node ${OLDEST.major}.${OLDEST.minor} or newer and this is ${process.versions.node}.`,
  );
  process.exit(1);
}
// V8 keeps what it compiled for the next start, where this user may write there. Node 20 has no such cache.
module.enableCompileCache?.(fileURLToPath(new URL('../.compiled', import.meta.url)));
await import('../dist/command.js');
