/**
 * `npx pnpm@12 images`: builds both images with Docker, checks their size, user, programs and SBOM, starts them by each Compose
 * file with a read-only file system, and creates a user through them. Writes the SBOMs to dist/images.
 *
 * `--no-build` uses existing images. `--push` pushes them to IMAGE_REGISTRY if all checks pass, as the release does.
 */
import './node-version.mjs';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { IMAGES, faultsOf, megabytes } from './images/content.mjs';
import { contentOf, docker } from './images/docker.mjs';
import { schemaFaults } from './images/sbom-schema.mjs';
import { REGISTRY, tryCompose } from './images/trial.mjs';
import { root } from './steps.mjs';

const COMPOSE_FILES = ['docker-compose.yml', 'server/deploy/docker-compose.yml'];

const { values: asked } = parseArgs({
  options: { 'no-build': { type: 'boolean' }, push: { type: 'boolean' } },
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
});
const registry = process.env['IMAGE_REGISTRY'];
if (asked.push && !registry) {
  console.error('--push needs IMAGE_REGISTRY: host/path, under which the images get their names.');
  process.exit(1);
}

/** @type {string} */
const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
const revision = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
let failed = false;

mkdirSync(join(root, 'dist/images'), { recursive: true });
for (const image of IMAGES) {
  if (!asked['no-build']) build(image);
  const content = contentOf(image.name, image.sbom);
  writeFileSync(
    join(root, `dist/images/${image.name}.cdx.json`),
    `${JSON.stringify(content.sbom, null, 2)}\n`,
  );
  const faults = [...faultsOf(image, content), ...(await schemaFaults(content.sbom))];
  report(
    faults,
    `${image.name}: ${megabytes(content.bytes)} MB, ${content.sbom.components.length} components`,
  );
  docker(['tag', image.name, `${REGISTRY}/${image.name}:${version}`]);
}
for (const file of COMPOSE_FILES) {
  try {
    const seconds = await tryCompose(file, version);
    report([], `${file}: all well after ${seconds.toFixed(1)} s, a user created`);
  } catch (error) {
    report([error instanceof Error ? error.message : String(error)], file);
  }
}
for (const { name } of IMAGES) docker(['rmi', '--no-prune', `${REGISTRY}/${name}:${version}`]);
if (!failed && asked.push) IMAGES.forEach(push);
process.exit(failed ? 1 : 0);

/** @param {import('./images/content.mjs').Image} image */
function build({ name, dockerfile }) {
  const args = { VERSION: version, REVISION: revision };
  const pairs = Object.entries(args).flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]);
  docker(['build', '--quiet', '--file', dockerfile, '--tag', name, ...pairs, '.']);
}

/** @param {import('./images/content.mjs').Image} image */
function push({ name }) {
  for (const tag of [version, 'latest']) {
    docker(['tag', name, `${registry}/${name}:${tag}`]);
    docker(['push', '--quiet', `${registry}/${name}:${tag}`]);
  }
  // The release signs the provenance of the images by their digests.
  const digests = docker(['image', 'inspect', '--format', '{{join .RepoDigests "\\n"}}', name]).split('\n');
  const digest = digests.find((each) => each.startsWith(`${registry}/${name}@`))?.split('@')[1];
  const outputs = process.env['GITHUB_OUTPUT'];
  if (outputs) appendFileSync(outputs, `${name}=${digest}\n`);
}

/**
 * @param {string[]} faults
 * @param {string} subject
 */
function report(faults, subject) {
  if (faults.length > 0) failed = true;
  console.log(`${faults.length > 0 ? styleText('red', '✗') : styleText('green', '✓')} ${subject}`);
  for (const fault of faults) console.log(`  ${fault}`);
}
