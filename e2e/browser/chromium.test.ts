import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Browser } from './browser.ts';
import { findChromium, type Machine } from './chromium.ts';
import { titleOf } from './title-of.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-chromium-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A command that answers `--version` as the real one does. */
async function command(name: string, answer: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${answer}\n`);
  await chmod(path, 0o755);
  return path;
}

const RUNS = 'echo "Chromium 150.0.0.0"';
const IS_A_STUB = 'echo "Command requires the chromium snap to be installed." >&2; exit 1';

/** An empty machine, with the given parts. */
function machine(has: Partial<Machine> = {}): Machine {
  return {
    env: { PATH: folder },
    unpack: () => Promise.resolve(undefined),
    fetched: () => join(folder, 'never-fetched'),
    install: () => Promise.resolve(false),
    ...has,
  };
}

describe('finding a Chromium', () => {
  test('prefers the one in CHROMIUM_PATH to one on the PATH', async () => {
    await command('chromium', RUNS);
    const named = await command('mine', RUNS);
    const found = await findChromium(machine({ env: { PATH: folder, CHROMIUM_PATH: named } }));
    expect(found.executablePath).toBe(named);
  });

  test('fails if the one in CHROMIUM_PATH does not run, instead of using another', async () => {
    await command('chromium', RUNS);
    const env = { PATH: folder, CHROMIUM_PATH: join(folder, 'gone') };
    await expect(findChromium(machine({ env }))).rejects.toThrow('no Chromium runs there');
  });

  test('skips a command that only asks to install a snap', async () => {
    await command('chromium', IS_A_STUB);
    const chrome = await command('google-chrome', 'echo "Google Chrome 150.0.0.0"');
    expect((await findChromium(machine())).executablePath).toBe(chrome);
  });

  test('uses the packaged one if there is none on the PATH', async () => {
    const carried: Browser = { executablePath: await command('carried', RUNS), args: ['--headless=shell'] };
    const found = await findChromium(machine({ unpack: () => Promise.resolve(carried) }));
    expect(found).toBe(carried);
  });

  test('uses one that Playwright has downloaded if the package has none for this machine', async () => {
    const fetched = await command('fetched', RUNS);
    expect((await findChromium(machine({ fetched: () => fetched }))).executablePath).toBe(fetched);
  });

  test('installs one as the last option', async () => {
    const install = async () => {
      await command('chromium', RUNS);
      return true;
    };
    expect((await findChromium(machine({ install }))).executablePath).toBe(join(folder, 'chromium'));
  });

  test('explains what to do if there is none, and why the packaged one does not work', async () => {
    await expect(findChromium(machine())).rejects.toThrow(/CHROMIUM_PATH\.$/);
    const unpack = () => Promise.reject(new Error('no space left'));
    await expect(findChromium(machine({ unpack }))).rejects.toThrow(/CHROMIUM_PATH.*no space left/);
  });
});

test('a Chromium that was found opens a page', async () => {
  expect(await titleOf(await findChromium())).toBe('Hello');
});
