// The Compose file for a person without a clone, against that of the repository.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from '../steps.mjs';

const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
const { version } = JSON.parse(read('package.json'));

const built = parse(read('docker-compose.yml'), { merge: true });
const published = parse(read('server/deploy/docker-compose.yml'), { merge: true });

/**
 * @param {object} object
 * @param {string[]} names
 */
const without = (object, ...names) =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/**
 * Without the profile for monitoring, which mounts files of a clone, and without what is of images.
 * @param {any} file
 */
function comparable({ services, volumes, networks, ...rest }) {
  const always = Object.entries(services).filter(([, { profiles }]) => !profiles);
  const compared = always.map(([name, service]) => [
    name,
    {
      ...without(service, 'build', name === 'database' ? '' : 'image'),
      networks: service.networks.filter((/** @type {string} */ each) => each !== 'monitoring'),
    },
  ]);
  return {
    ...rest,
    services: Object.fromEntries(compared),
    volumes: without(volumes, 'prometheus'),
    networks: without(networks, 'monitoring'),
  };
}

describe('the Compose file of published images', () => {
  it('equals that of the repository except images and monitoring', () => {
    expect(Object.keys(published.services)).toEqual(['database', 'server', 'client']);
    expect(comparable(published)).toEqual(comparable(built));
  });

  it.each(['server', 'client'])('takes the image of the %s from a registry, in this version', (name) => {
    const { build, image } = published.services[name];
    expect(build).toBeUndefined();
    expect(image).toMatch(
      new RegExp(String.raw`^\$\{ROLLCALL_REGISTRY:\?[^}]+\}/rollcall-${name}:\$\{ROLLCALL_VERSION:-(.+)\}$`),
    );
    expect(image).toContain(`:-${version}}`);
  });

  it('mounts no file, as a person without a clone has none', () => {
    const mounts = Object.values(published.services).flatMap(({ volumes = [] }) => volumes);
    expect(mounts).toEqual(['database:/var/lib/postgresql']);
  });
});

it.each(['server/Dockerfile', 'client/Dockerfile'])('%s has this version where none is given', (path) => {
  const versions = [...read(path).matchAll(/^ARG VERSION=(.+)$/gm)].map(([, value]) => value);
  // Of the label, and of the SBOM.
  expect(versions).toEqual([version, version]);
});
