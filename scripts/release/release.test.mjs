import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../steps.mjs';
import { notesOf, sectionOf, withSection } from './notes.mjs';
import { PLACES, isNewer, withVersion } from './versions.mjs';

const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
const { version } = JSON.parse(read('package.json'));

describe('the changes of a release', () => {
  const subjects = ['Add views', 'Fix a search', 'Measure imports', 'Remove two texts', 'Add languages'];
  const section = `## 1.2.0, 2026-12-01

### Added

- Add views
- Add languages

### Changed

- Measure imports

### Fixed

- Fix a search

### Removed

- Remove two texts
`;

  it('are the subjects of its commits, by kind', () => {
    expect(notesOf({ version: '1.2.0', date: '2026-12-01', subjects })).toBe(section);
  });

  it('are empty for the first release', () => {
    expect(notesOf({ version: '1.0.0', date: '2026-12-01', subjects: [] })).toBe(
      '## 1.0.0, 2026-12-01\n\nThe first release.\n',
    );
  });

  it('come first in the changelog, and are found there', () => {
    const first = '## 1.1.0, 2026-11-01\n\nThe first release.\n';
    const changelog = withSection(withSection('# Changelog\n\nEvery release.\n', first), section);
    expect(changelog).toBe(`# Changelog\n\nEvery release.\n\n${section}\n${first}`);
    expect(sectionOf(changelog, '1.2.0')?.trim()).toBe(section.trim());
    expect(sectionOf(changelog, '1.2')).toBeUndefined();
  });
});

it('an existing section without a date stays, and gets the date', () => {
  const changelog =
    '# Changelog\n\n## 1.2.0\n\nIn words for people.\n\n## 1.1.0, 2026-11-01\n\nThe first release.\n';
  const section = notesOf({ version: '1.2.0', date: '2026-12-01', subjects: ['Add views'] });
  expect(withSection(changelog, section)).toBe(changelog.replace('## 1.2.0\n', '## 1.2.0, 2026-12-01\n'));
});

describe('the version', () => {
  it.each(PLACES)('is in $path, where a release writes it', ({ path, forms }) => {
    const text = read(path);
    expect(withVersion(text, forms, version)).toBe(text);
    expect(withVersion(text, forms, '9.9.9')).toContain('9.9.9');
    expect(withVersion(text, forms, '9.9.9')).not.toContain(version);
  });

  it('goes up', () => {
    expect(['0.10.0', '1.0.0', '0.9.2'].map((next) => isNewer(next, '0.9.1'))).toEqual([true, true, true]);
    expect(
      ['0.9.1', '0.9.0', '0.8.9', '1', 'v1.0.0', '1.0.0-rc.1'].map((next) => isNewer(next, '0.9.1')),
    ).toEqual(Array(6).fill(false));
  });
});

describe('npx pnpm@12 release', () => {
  const release = (/** @type {string[]} */ ...parts) =>
    execFileSync(process.execPath, ['scripts/release.mjs', ...parts], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
    });

  it('prints with --dry-run what it would do, and does nothing', () => {
    const before = PLACES.map(({ path }) => read(path));
    const said = release('999.0.0', '--dry-run');
    expect(said).toContain('## 999.0.0, ');
    for (const { path } of PLACES) expect(said).toContain(path);
    expect(said).toContain('tag it v999.0.0');
    expect(PLACES.map(({ path }) => read(path))).toEqual(before);
  });

  it('refuses a version that does not come after this one', () => {
    expect(() => release('0.0.1', '--dry-run')).toThrow(/Name a version after/);
    expect(() => release('--dry-run')).toThrow(/Name a version after/);
  });
});
