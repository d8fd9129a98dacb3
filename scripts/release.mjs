/**
 * `npx pnpm@12 release 1.2.3 [--dry-run]`: writes the version everywhere and the changes into docs/changelog.md, commits and
 * tags. It pushes nothing: `git push --follow-tags` starts .github/workflows/release.yml. `--dry-run` prints what it would do.
 *
 * `npx pnpm@12 release --assets`: writes the assets of this version's release to dist/release: its changes, the Compose file
 * with the names of the images, and checksums. Needs IMAGE_REGISTRY. SBOMs in dist/images and the npm package in dist are
 * included.
 */
import './node-version.mjs';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { notesOf, sectionOf, withSection } from './release/notes.mjs';
import { PLACES, isNewer, withVersion } from './release/versions.mjs';
import { root } from './steps.mjs';

const CHANGELOG = 'docs/changelog.md';

const { values: asked, positionals } = parseArgs({
  options: { 'dry-run': { type: 'boolean' }, assets: { type: 'boolean' } },
  allowPositionals: true,
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
});
const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
const git = (/** @type {string[]} */ ...parts) =>
  execFileSync('git', parts, { cwd: root, encoding: 'utf8' }).trim();
/** @type {string} */
const current = JSON.parse(read('package.json')).version;

if (asked.assets) writeAssets();
else prepare(positionals[0] ?? '');

/** @param {string} version */
function prepare(version) {
  const last = git('tag', '--list', 'v*', '--sort=-version:refname').split('\n')[0] ?? '';
  // The first release may have the version that is already in the files.
  if (!isNewer(version, current) && !(last === '' && version === current))
    stop(`Name a version after ${current}, such as 1.2.3.`);
  if (!asked['dry-run']) {
    if (git('status', '--porcelain') !== '') stop('There are changes that are not committed.');
    if (git('branch', '--show-current') !== 'main') stop('A release is made on main.');
  }
  const subjects = last
    ? git('log', '--no-merges', '--reverse', '--format=%s', `${last}..HEAD`).split('\n')
    : [];
  const date = new Date().toISOString().slice(0, 10);
  const notes = notesOf({ version, date, subjects: subjects.filter(Boolean) });
  const written = [
    ...PLACES.map(({ path, forms }) => ({ path, text: withVersion(read(path), forms, version) })),
    { path: CHANGELOG, text: withSection(read(CHANGELOG), notes) },
  ].filter(({ path, text }) => text !== read(path));
  if (asked['dry-run']) {
    console.log(`${notes}\nWould write ${written.map(({ path }) => path).join(', ')}`);
    console.log(`Would commit "Release ${version}" and tag it v${version}.`);
    return;
  }
  for (const { path, text } of written) writeFileSync(join(root, path), text);
  git('commit', '--quiet', '--message', `Release ${version}`, '--', ...written.map(({ path }) => path));
  git('tag', '--annotate', '--message', `Rollcall ${version}`, `v${version}`);
  console.log(`v${version} is tagged. Publish it: git push --follow-tags`);
}

function writeAssets() {
  const registry = process.env['IMAGE_REGISTRY'];
  if (!registry) stop('--assets needs IMAGE_REGISTRY: host/path, under which the images are.');
  const tag = process.env['GITHUB_REF_NAME'];
  if (tag && tag !== `v${current}`) stop(`The tag ${tag} is not that of version ${current}.`);
  const notes = sectionOf(read(CHANGELOG), current);
  if (!notes) stop(`${CHANGELOG} has nothing of ${current}.`);
  const target = join(root, 'dist/release');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(join(target, 'files'), { recursive: true });
  const compose = read('server/deploy/docker-compose.yml')
    .replaceAll(/\$\{ROLLCALL_REGISTRY:[^}]+\}/g, String(registry))
    .replaceAll(/\$\{ROLLCALL_VERSION:[^}]+\}/g, current)
    .replace(/^# The file that comes with a release names its images\..*\n/m, '');
  writeFileSync(join(target, 'files/docker-compose.yml'), compose);
  for (const file of globSync(['dist/images/*.cdx.json', 'dist/*.tgz'], { cwd: root }))
    copyFileSync(join(root, file), join(target, 'files', basename(file)));
  const files = globSync('*', { cwd: join(target, 'files') }).sort();
  const sums = files.map((file) => {
    const content = readFileSync(join(target, 'files', file));
    return `${createHash('sha256').update(content).digest('hex')}  ${file}\n`;
  });
  writeFileSync(join(target, 'files/SHA256SUMS'), sums.join(''));
  writeFileSync(join(target, 'notes.md'), String(notes));
  console.log(['notes.md', ...files, 'SHA256SUMS'].map((file) => `dist/release/${file}`).join('\n'));
}

/**
 * @param {string} reason
 * @returns {never}
 */
function stop(reason) {
  console.error(reason);
  process.exit(1);
}
