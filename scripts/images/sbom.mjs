/**
 * Writes the SBOM of an image to standard output, in CycloneDX 1.6. The Dockerfiles call it in the stage that assembles the
 * image, so it lists the content of the image and not what is installed elsewhere (docs/decisions/0066-what-is-shipped.md). It
 * uses only Node's own modules. The output is reproducible: it has no time and no random number.
 *
 * `node scripts/images/sbom.mjs --name rollcall-server --version 1.2.3 [--bundle FILE]… [--sbom FILE]… [--packages FOLDER]… [--licences FILE]… [--node] [--debian FOLDER --release 13]`
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * @typedef {object} Component
 * @property {string} type
 * @property {string} name
 * @property {string} version
 * @property {string} purl
 * @property {string} bom-ref
 * @property {string} [cpe]
 * @property {({ license: { id: string } } | { license: { name: string } } | { expression: string })[]} [licenses]
 */

/**
 * @param {{ name: string, version: string, type?: 'container' | 'application' }} subject
 * @param {Component[]} components
 */
export function sbomOf({ name, version, type = 'container' }, components) {
  const once = new Map(components.map((each) => [each.purl, each]));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: { type, 'bom-ref': name, name, version, licenses: licencesOf('MIT') },
    },
    components: [...once.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1)),
  };
}

/**
 * The packages of which modules went into a bundle, by what server/bundle.mjs notes.
 * @param {string} file bundle.json
 */
export function bundled(file) {
  /** @type {string[]} */
  const modules = JSON.parse(readFileSync(file, 'utf8')).modules;
  const folders = modules.flatMap(
    (path) => path.match(/^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/) ?? [],
  );
  return [...new Set(folders)].map((folder) => npmPackage(join(folder, 'package.json')));
}

/**
 * The packages that are installed below a folder of pnpm's.
 * @param {string} folder node_modules/.pnpm
 */
export function installed(folder) {
  // Without globSync, which Node 20 does not have: scripts/package.mjs runs on it.
  const below = (/** @type {string} */ path) =>
    existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : [];
  const packages = below(folder)
    .flatMap((each) => below(join(each, 'node_modules')))
    .flatMap((path) => (/[\\/]@[^\\/]+$/.test(path) ? below(path) : [path]));
  return packages
    .map((path) => join(path, 'package.json'))
    .filter((path) => existsSync(path))
    .map(npmPackage);
}

/**
 * The packages that a list of licences names, as Vite and client/asset-licenses.plugin.ts write it.
 * @param {string} file
 */
export function listed(file) {
  const headings = readFileSync(file, 'utf8').matchAll(/^## (\S+) - (\S+) \((.+)\)$/gm);
  return [...headings].map(([, name = '', version = '', licence = '']) =>
    npmComponent(name, version, licence),
  );
}

/**
 * Packages of Debian, by the status that dpkg printed of each. Their licences are the files /usr/share/doc/…/copyright.
 * @param {string} folder
 * @param {string} release such as 13
 * @returns {Component[]}
 */
export function debian(folder, release) {
  return readdirSync(folder).map((file) => {
    const status = readFileSync(join(folder, file), 'utf8');
    const field = (/** @type {string} */ name) => new RegExp(`^${name}: (.+)$`, 'm').exec(status)?.[1] ?? '';
    const [name, version] = [field('Package'), field('Version')];
    const purl = `pkg:deb/debian/${encodeURIComponent(name)}@${encodeURIComponent(version)}?arch=${field('Architecture')}&distro=debian-${release}`;
    return { type: 'library', name, version, purl, 'bom-ref': purl };
  });
}

/**
 * @param {string} version
 * @returns {Component}
 */
export function nodeRuntime(version) {
  const purl = `pkg:generic/node@${version}`;
  const cpe = `cpe:2.3:a:nodejs:node.js:${version}:*:*:*:*:*:*:*`;
  return {
    type: 'platform',
    name: 'node',
    version,
    purl,
    'bom-ref': purl,
    cpe,
    licenses: licencesOf('MIT'),
  };
}

/** @param {string} manifest the path of a package.json */
function npmPackage(manifest) {
  const { name, version, license, licenses } = JSON.parse(readFileSync(manifest, 'utf8'));
  // Old packages have an object, or a list of objects.
  const old = [license, licenses].flat().find((each) => each?.type)?.type;
  return npmComponent(name, version, typeof license === 'string' ? license : (old ?? 'unknown'));
}

/**
 * @param {string} name
 * @param {string} version
 * @param {string} licence
 * @returns {Component}
 */
function npmComponent(name, version, licence) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${encodeURIComponent(version)}`;
  return { type: 'library', name, version, purl, 'bom-ref': purl, licenses: licencesOf(licence) };
}

/**
 * @param {string} licence as SPDX has it
 * @returns {Component['licenses']}
 */
function licencesOf(licence) {
  if (/ (?:OR|AND|WITH) /.test(licence)) return [{ expression: licence }];
  if (/^[A-Za-z0-9][\w.+-]*$/.test(licence) && licence !== 'unknown') return [{ license: { id: licence } }];
  return [{ license: { name: licence } }];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      name: { type: 'string', default: '' },
      version: { type: 'string', default: '' },
      bundle: { type: 'string', multiple: true, default: [] },
      // Another one of this script's, of which the components are taken.
      sbom: { type: 'string', multiple: true, default: [] },
      packages: { type: 'string', multiple: true, default: [] },
      licences: { type: 'string', multiple: true, default: [] },
      node: { type: 'boolean', default: false },
      debian: { type: 'string' },
      release: { type: 'string', default: '' },
    },
  });
  const components = [
    ...values.bundle.flatMap(bundled),
    ...values.sbom.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).components),
    ...values.packages.flatMap(installed),
    ...values.licences.flatMap(listed),
    ...(values.node ? [nodeRuntime(process.versions.node)] : []),
    ...(values.debian ? debian(values.debian, values.release) : []),
  ];
  const { name, version } = values;
  process.stdout.write(`${JSON.stringify(sbomOf({ name, version }, components))}\n`);
}
