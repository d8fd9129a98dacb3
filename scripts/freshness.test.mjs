import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, isFresh, markFresh } from './freshness.mjs';

/** @type {string} */
let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rollcall-freshness-'));
  for (const folder of ['src/users', 'dist']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'src/main.ts'), 'main');
  writeFileSync(join(root, 'src/users/user.ts'), 'user');
});
afterEach(() => rmSync(root, { recursive: true }));

const print = () => fingerprint(root, ['src', 'package.json']);
const fresh = () => isFresh(join(root, 'dist'), print());

describe('a build', () => {
  it('is not fresh before it exists', () => {
    expect(fresh()).toBe(false);
  });

  it.each([
    ['a file has changed', () => writeFileSync(join(root, 'src/main.ts'), 'other')],
    ['a file was written anew', () => utimesSync(join(root, 'src/users/user.ts'), 1, 1)],
    ['a file is new', () => writeFileSync(join(root, 'src/users/role.ts'), '')],
    ['a file is gone', () => rmSync(join(root, 'src/users/user.ts'))],
    ['a source appears that was absent', () => writeFileSync(join(root, 'package.json'), '{}')],
  ])('is fresh until %s', (_, change) => {
    markFresh(join(root, 'dist'), print());
    expect(fresh()).toBe(true);
    change();
    expect(fresh()).toBe(false);
  });

  it('stays fresh if only tests or files of tools have changed', () => {
    markFresh(join(root, 'dist'), print());
    mkdirSync(join(root, 'src/node_modules'));
    writeFileSync(join(root, 'src/node_modules/a.js'), '');
    writeFileSync(join(root, 'src/main.test.ts'), '');
    expect(fresh()).toBe(true);
  });
});
