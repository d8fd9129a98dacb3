/**
 * Checks that the message catalogues are complete: all languages have the same messages with the same placeholders, none is
 * empty, each used message exists, and each existing one is used.
 */
import './node-version.mjs';
// Imported as a whole: an older Node lacks globSync, and would fail at its name before it could report that it is too old.
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
  // A folder beside the catalogues has the messages of a page that is loaded separately. Their keys begin with the folder's
  // name.
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
