/**
 * `npx pnpm@12 package`: builds what is not fresh, and assembles the npm package in dist/package, with its tarball beside it
 * (docs/decisions/0022-npm-package.md). It has the folders of the repository, as the server finds the console by its path.
 */
import './oldest-node.mjs';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildStale } from './build.mjs';
import { bundled, listed, sbomOf } from './images/sbom.mjs';
import { install } from './install.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'dist/package');

/** Packages outside of the bundle: native code, and large packages that are seldom loaded. */
const OUTSIDE = ['@node-rs/argon2', '@zxcvbn-ts/language-common', 'tr46'];

install('docs');
await buildStale(['server', 'client', 'docs']);
rmSync(join(root, 'dist'), { recursive: true, force: true });
mkdirSync(join(target, 'server/dist'), { recursive: true });

const bundle = readJson('server/dist/bundle.json');
for (const file of bundle.files)
  copyFileSync(join(root, 'server/dist', file), join(target, 'server/dist', file));
cpSync(join(root, 'server/bin'), join(target, 'server/bin'), { recursive: true });
cpSync(join(root, 'client/dist'), join(target, 'client/dist'), {
  recursive: true,
  // The build's own files, with names that begin with a dot.
  filter: (path) => !/[\\/]\.[^\\/]+$/.test(path),
});
cpSync(join(root, 'docs/dist'), join(target, 'docs/dist'), {
  recursive: true,
  filter: (path) => !/[\\/]\.[^\\/]+$/.test(path),
});
copyFileSync(join(root, 'LICENSE'), join(target, 'LICENSE'));
copyFileSync(join(root, 'docs/package.md'), join(target, 'README.md'));
writeFileSync(join(target, 'THIRD-PARTY-LICENSES.md'), licences(bundle.modules));
writeFileSync(join(target, 'sbom.cdx.json'), `${JSON.stringify(sbom())}\n`);
writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
// npm names the tarball, by name and version.
const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', '..'], {
  cwd: target,
  encoding: 'utf8',
});
console.log(join('dist', packed.trim()));

/** @param {string} path from the root */
function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

function manifest() {
  const { name, version, description, license } = readJson('package.json');
  const { optionalDependencies } = readJson('server/package.json');
  const { GITHUB_SERVER_URL: host, GITHUB_REPOSITORY: repository } = process.env;
  return {
    name,
    version,
    description,
    license,
    keywords: ['users', 'directory', 'graphql', 'self-hosted', 'admin'],
    // For a package with provenance, npm compares this with the repository in which it was built.
    ...(host && repository ? { repository: { type: 'git', url: `git+${host}/${repository}.git` } } : {}),
    type: 'module',
    bin: { [name]: 'server/bin/rollcall.mjs' },
    files: ['server', 'client', 'docs', 'THIRD-PARTY-LICENSES.md', 'sbom.cdx.json'],
    engines: { node: '>=20.19' },
    // The tested versions: an update of one of them is an update of Rollcall.
    dependencies: Object.fromEntries(
      OUTSIDE.map((dependency) => [
        dependency,
        readJson(`server/node_modules/${dependency}/package.json`).version,
      ]),
    ),
    optionalDependencies,
    publishConfig: { access: 'public' },
  };
}

/** The SBOM of the three bundles. npm itself lists the packages that it installs beside them. */
function sbom() {
  const { name, version } = readJson('package.json');
  return sbomOf({ name, version, type: 'application' }, [
    ...bundled(join(root, 'server/dist/bundle.json')),
    ...['client', 'docs'].flatMap((folder) => listed(join(root, folder, 'dist/.vite/license.md'))),
  ]);
}

/**
 * The licences of the packages in the bundles: for the server by its bundled modules, for the others by Vite's list.
 * @param {string[]} modules paths
 */
function licences(modules) {
  const folders = new Set(
    modules.flatMap((path) => path.match(/^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/) ?? []),
  );
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? `\n\n\`\`\`\n${readFileSync(join(folder, file), 'utf8').trim()}\n\`\`\`` : '';
    return `## ${name} ${version} (${license})${text}\n`;
  });
  const textOf = (/** @type {string} */ folder) => {
    const file = join(root, folder, 'dist/.vite/license.md');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  return `# In the server\n\n${texts.join('\n')}\n# In the console\n\n${textOf('client')}\n# In the documentation\n\n${textOf('docs')}`;
}
