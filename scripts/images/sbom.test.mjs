import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaFaults } from './sbom-schema.mjs';

const SCRIPT = fileURLToPath(new URL('sbom.mjs', import.meta.url));

/** @type {string} */
let folder;
/** @type {any} */
let sbom;

/**
 * @param {string} path
 * @param {string | object} content
 */
function write(path, content) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
}

const make = () =>
  execFileSync(
    process.execPath,
    [
      ...[SCRIPT, '--name', 'rollcall-server', '--version', '1.2.3', '--node'],
      ...['--bundle', 'bundle.json', '--packages', 'kept', '--licences', 'licences.md'],
      ...['--debian', 'status.d', '--release', '13'],
    ],
    { cwd: folder, encoding: 'utf8' },
  );

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-sbom-'));
  const store = join(folder, 'store/node_modules');
  write('store/node_modules/plain/package.json', { name: 'plain', version: '1.0.0', license: 'MIT' });
  write('store/node_modules/@a/scoped/package.json', {
    name: '@a/scoped',
    version: '2.0.0-rc.1+5',
    license: '(MIT OR Apache-2.0)',
  });
  write('store/node_modules/old/package.json', {
    name: 'old',
    version: '0.1.0',
    licenses: [{ type: 'ISC' }],
  });
  write('store/node_modules/silent/package.json', { name: 'silent', version: '3.0.0' });
  write('bundle.json', {
    modules: [
      `${store}/plain/index.js`,
      `${store}/plain/other.js`,
      `${store}/@a/scoped/lib/a.js`,
      `${store}/old/a.js`,
      `${store}/silent/a.js`,
      `${folder}/src/main.js`,
      '\0rolldown/runtime.js',
    ],
  });
  const kept = 'kept/tr46@6.0.0/node_modules';
  write(`${kept}/tr46/package.json`, { name: 'tr46', version: '6.0.0', license: 'MIT' });
  write(`${kept}/@b/native/package.json`, { name: '@b/native', version: '1.1.0', license: 'MIT' });
  write(
    'licences.md',
    '# Licenses\n\n## vue - 3.5.45 (MIT)\n\ntext\n\n## @f/font - 5.3.0 (OFL-1.1)\n\ntext\n',
  );
  write('status.d/libc6', 'Package: libc6\nSource: glibc\nArchitecture: amd64\nVersion: 2.41-12+deb13u1\n');
  sbom = JSON.parse(make());
});
afterAll(() => rmSync(folder, { recursive: true }));

const componentOf = (/** @type {string} */ name) =>
  sbom.components.find((/** @type {{ name: string }} */ each) => each.name === name);

describe('the SBOM of an image', () => {
  it('has each package once: of the bundle, beside it, of the console, of Debian, and Node', () => {
    expect(sbom.components.map((/** @type {{ name: string }} */ { name }) => name).sort()).toEqual(
      ['@a/scoped', '@b/native', '@f/font', 'libc6', 'node', 'old', 'plain', 'silent', 'tr46', 'vue'].sort(),
    );
  });

  it('identifies each by a purl, which scanners understand', () => {
    expect(componentOf('@a/scoped').purl).toBe('pkg:npm/%40a/scoped@2.0.0-rc.1%2B5');
    expect(componentOf('libc6').purl).toBe(
      'pkg:deb/debian/libc6@2.41-12%2Bdeb13u1?arch=amd64&distro=debian-13',
    );
    expect(componentOf('node').purl).toBe(`pkg:generic/node@${process.versions.node}`);
  });

  it('has licences as SPDX writes them, and the word of a package that names none', () => {
    expect(componentOf('plain').licenses).toEqual([{ license: { id: 'MIT' } }]);
    expect(componentOf('old').licenses).toEqual([{ license: { id: 'ISC' } }]);
    expect(componentOf('@a/scoped').licenses).toEqual([{ expression: '(MIT OR Apache-2.0)' }]);
    expect(componentOf('silent').licenses).toEqual([{ license: { name: 'unknown' } }]);
  });

  it('is valid by CycloneDX’s schema', async () => {
    expect(await schemaFaults(sbom)).toEqual([]);
    expect(await schemaFaults({ ...sbom, specialVersion: 1 })).not.toEqual([]);
  });

  it('is the same for the same content', () => {
    expect(make()).toBe(make());
  });
});
