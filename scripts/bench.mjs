// `npx pnpm@12 bench [options]`: builds what is not fresh, then measures (docs/benchmarks.md has the options).
import './node-version.mjs';
import { buildStale } from './build.mjs';
import { stopWithLauncher } from './launcher.mjs';

stopWithLauncher();
// The console is not measured.
await buildStale(['server', 'bench']);
await import(new URL('../bench/dist/main.js', import.meta.url).href);
