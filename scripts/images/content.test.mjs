import { describe, expect, it } from 'vitest';
import { IMAGES, faultsOf } from './content.mjs';
import { filesIn } from './docker.mjs';

const LISTING = `drwxr-xr-x 0/0               0 2026-11-30 11:00 app/
-rwxr-xr-x 0/0       112000000 2026-11-30 11:00 usr/bin/node
-rwxr-xr-x 0/0         2000000 2026-11-30 11:00 lib/x86_64-linux-gnu/libc.so.6
-rwxr-xr-x 0/0          900000 2026-11-30 11:00 app/node_modules/.pnpm/x@1.0.0/node_modules/@node-rs/argon2-linux-x64-gnu/argon2.node
-rw-r--r-- 0/0             400 2026-11-30 11:00 app/node_modules/.pnpm/x@1.0.0/node_modules/@node-rs/argon2/package.json
-rw-r--r-- 0/0             400 2026-11-30 11:00 var/lib/dpkg/status.d/libc6
drwxrwxrwt 0/0               0 2026-11-30 11:00 tmp/
-rwxr-xr-x 0/0               0 2026-11-30 11:00 .dockerenv
`;
const components = ['node', 'fastify', 'graphql', '@node-rs/argon2', 'libc6'];
const [server] = IMAGES;
const [, client] = IMAGES;

/**
 * The faults of a server image with these lines more in its list.
 * @param {string} lines
 * @param {Partial<import('./content.mjs').Content>} [other]
 * @param {import('./content.mjs').Image | undefined} [image]
 */
function faultsWith(lines, other = {}, image = server) {
  if (!image) throw new Error('There is no such image.');
  return faultsOf(image, {
    bytes: 124_000_000,
    config: { User: 'node', Healthcheck: {}, Entrypoint: null, Cmd: ['node', 'dist/rollcall.js'] },
    files: filesIn(LISTING + lines),
    sbom: { components: [...components, ...image.components].map((name) => ({ name, purl: '' })) },
    ...other,
  });
}

describe('an image', () => {
  it('is fine with Node, libraries and files that are read', () => {
    expect(faultsWith('')).toEqual([]);
  });

  it.each([
    ['a shell', '-rwxr-xr-x 0/0 100 2026-11-30 11:00 bin/dash\n', /program.*bin\/dash/],
    ['a package manager', 'lrwxrwxrwx 0/0 0 2026-11-30 11:00 usr/bin/npm -> ../lib/npm.js\n', /manager.*npm/],
    ['a file with setuid', '-rwsr-xr-x 0/0 100 2026-11-30 11:00 usr/bin/node\n', /runs as its owner/],
    ['a file for anybody to write', '-rw-rw-rw- 0/0 100 2026-11-30 11:00 app/a.js\n', /Anybody may write/],
  ])('is refused with %s', (_name, line, fault) => {
    expect(faultsWith(line)).toEqual([expect.stringMatching(fault)]);
  });

  it('is refused with an unused tool of BusyBox', () => {
    const line = (/** @type {string} */ name) => `lrwxrwxrwx 0/0 0 2026-11-30 11:00 bin/${name} -> busybox\n`;
    const busybox = '-rwxr-xr-x 0/0 2000000 2026-11-30 11:00 bin/busybox\n';
    const only = (/** @type {string} */ lines) =>
      faultsWith('', { files: filesIn(busybox + lines) }, client).filter((each) => each.includes('tool'));
    expect(only(line('sh'))).toEqual([]);
    expect(only(line('sh') + line('nc'))).toEqual(['It has a tool that it does not need: bin/nc']);
  });

  it('is refused as root, without a health check, and in shell form', () => {
    expect(faultsWith('', { config: { User: '', Cmd: ['/bin/sh', '-c', 'node'] } })).toEqual([
      'It runs as root.',
      'It has no health check.',
      'It starts in shell form.',
    ]);
    expect(faultsWith('', { config: { User: '0:0', Healthcheck: {} } })).toEqual(['It runs as root.']);
  });

  it('is refused if it is too large', () => {
    expect(faultsWith('', { bytes: 150_000_000 })).toEqual(['It has 150.0 MB, and must have less than 150.']);
  });

  it('is refused if its SBOM omits a component', () => {
    const sbom = { components: components.slice(0, 3).map((name) => ({ name, purl: '' })) };
    expect(faultsWith('', { sbom })).toEqual([
      'Its SBOM does not name @node-rs/argon2.',
      'Its SBOM does not name libc6.',
    ]);
  });
});
