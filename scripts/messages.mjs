/**
 * Proves that the message catalogues are whole: the languages have the same messages with the same
 * placeholders, none is empty, each one used exists and each one there is used.
 */
import './node-version.mjs';
// Whole: an older Node lacks globSync, and would stumble over its name before it could say that it is too old.
import fs from 'node:fs';
import { basename, join } from 'node:path';
import { catalogueFaults } from './messages/catalogue.mjs';
import { readIcu, readVue } from './messages/syntax.mjs';
import { root } from './steps.mjs';

let failed = false;

for (const [workspace, read] of /** @type {const} */ ([
  ['server', readIcu],
  ['client', readVue],
])) {
  const folder = join(root, workspace, 'src/messages');
  if (!fs.existsSync(folder)) continue;
  /** @type {Record<string, import('./messages/catalogue.mjs').Catalogue>} */
  const languages = {};
  // A folder beside the catalogues has those of a page that is loaded with it; their keys begin with its name.
  for (const file of fs.globSync('**/*.json', { cwd: folder }))
    Object.assign(
      (languages[basename(file, '.json')] ??= {}),
      JSON.parse(fs.readFileSync(join(folder, file), 'utf8')),
    );
  const sources = fs
    .globSync('**/*.{ts,vue}', { cwd: join(root, workspace, 'src') })
    .filter((path) => !path.endsWith('.test.ts') && !path.startsWith('gql'))
    .map((path) => fs.readFileSync(join(root, workspace, 'src', path), 'utf8'));

  for (const fault of catalogueFaults(languages, sources, read)) {
    failed = true;
    console.error(`${workspace}/src/messages: ${fault}`);
  }
}

process.exit(failed ? 1 : 0);
