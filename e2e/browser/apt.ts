import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Installs Debian's Chromium, the last option for a browser. It takes a minute and changes the machine, so it works only for
 * root on Debian or Ubuntu, which in practice is a container or a CI machine.
 * @returns whether apt says that it is there
 */
export async function installChromium(): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    // Enough for a slow mirror. After this time it counts as unreachable.
    timeout: 10 * 60_000,
  };
  try {
    await run('apt-get', ['update'], options);
    await run(
      'apt-get',
      ['install', '-y', '--no-install-recommends', 'chromium-headless-shell', 'fonts-noto-core'],
      options,
    );
    return true;
  } catch {
    return false;
  }
}
