// Writes what is generated and committed: schema.graphql from the server's code, the client's typed documents from both, and
// the documentation's reference and lists. With --check it writes nothing, and fails if a file differs from the generated one.
import './node-version.mjs';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildStale } from './build.mjs';
import { decisionList } from './docs/decision-list.mjs';
import { referencePages } from './docs/reference.mjs';

const check = process.argv.includes('--check');
const root = fileURLToPath(new URL('..', import.meta.url));

// TypeGraphQL's decorators need a compiler; Node alone can't run them.
await buildStale(['server']);
const { buildSchema, schemaText } = await import(new URL('../server/dist/schema.js', import.meta.url).href);
const { accessOf } = await import(new URL('../server/dist/access/access.js', import.meta.url).href);
const pages = referencePages(buildSchema(), accessOf, `${root}docs/reference`);

keep('schema.graphql', schemaText());
for (const [file, text] of Object.entries(pages)) keep(`docs/reference/${file}`, text);
keep('docs/decisions/index.md', decisionList(`${root}docs/decisions`));

try {
  execFileSync(
    `${root}client/node_modules/.bin/graphql-codegen`,
    ['--config', 'codegen.ts', ...(check ? ['--check'] : [])],
    {
      cwd: `${root}client`,
      encoding: 'utf8',
    },
  );
} catch (error) {
  // Its output includes the progress, which is only of interest after a failure.
  const { stdout, stderr } = /** @type {{ stdout: string, stderr: string }} */ (error);
  console.error(stdout, stderr);
  fail('client/src/gql');
}

/**
 * @param {string} file from the root
 * @param {string} text
 */
function keep(file, text) {
  if (!check) writeFileSync(`${root}${file}`, text);
  else if (!existsSync(`${root}${file}`) || readFileSync(`${root}${file}`, 'utf8') !== text) fail(file);
}

/** @param {string} file */
function fail(file) {
  console.error(`${file} is not what the code generates. Fix it with: npx pnpm@12 generate`);
  process.exit(1);
}
