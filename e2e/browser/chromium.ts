import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium as playwright } from 'playwright-core';
import { installChromium } from './apt.ts';
import { ARGS, type Browser } from './browser.ts';
import { unpackChromium } from './packaged.ts';

const run = promisify(execFile);

/** The places to look for a Chromium. Tests pass their own machines. */
export interface Machine {
  env: NodeJS.ProcessEnv;
  /** Resolves with undefined if this way does not work on this machine. */
  unpack: () => Promise<Browser | undefined>;
  fetched: () => string;
  /** Resolves with whether there is now a `chromium` on the PATH. */
  install: () => Promise<boolean>;
}

// The headless shell first: a page of the console costs it 1.1 s of CPU, and Chromium's own headless mode 2.8 s.
const COMMANDS = [
  'chromium-headless-shell',
  'chromium',
  'google-chrome',
  'google-chrome-stable',
  'chromium-browser',
];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

const thisMachine: Machine = {
  env: process.env,
  unpack: unpackChromium,
  fetched: () => playwright.executablePath(),
  install: installChromium,
};

/**
 * A Chromium that runs: the one in CHROMIUM_PATH, else one on the PATH, else the one in a package, else one that Playwright has
 * downloaded, else apt's.
 * @throws if the one in CHROMIUM_PATH does not run, or there is none; the message says what to do
 */
export async function findChromium(machine: Machine = thisMachine): Promise<Browser> {
  const named = machine.env['CHROMIUM_PATH'];
  if (named) {
    if (await runs({ executablePath: named, args: ARGS })) return { executablePath: named, args: ARGS };
    throw new Error(`CHROMIUM_PATH is ${named}, and no Chromium runs there: correct it, or leave it out.`);
  }
  const installed = await firstThatRuns(onPath(machine.env));
  if (installed) return installed;

  // A full disk, or a checkout of another user. The search goes on.
  let fault: unknown;
  const packaged = await machine.unpack().catch((error: unknown) => void (fault = error));
  if (packaged && (await runs(packaged))) return packaged;

  const fetched = await firstThatRuns([machine.fetched(), MAC]);
  if (fetched) return fetched;

  const brought = (await machine.install()) && (await firstThatRuns(onPath(machine.env)));
  if (brought) return brought;

  const tried = fault instanceof Error ? ` (The packaged one: ${fault.message})` : '';
  throw new Error(
    `No Chromium for the end-to-end tests: install one (Debian: apt-get install chromium-headless-shell) or name one in CHROMIUM_PATH.${tried}`,
  );
}

function onPath(env: NodeJS.ProcessEnv): string[] {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
}

async function firstThatRuns(paths: string[]): Promise<Browser | undefined> {
  for (const executablePath of paths) {
    const browser = { executablePath, args: ARGS };
    if (await runs(browser)) return browser;
  }
  return undefined;
}

/** An existing command may not work: Ubuntu's `chromium-browser` only asks to install a snap, and libraries may be missing. */
async function runs({ executablePath, env }: Browser): Promise<boolean> {
  if (!existsSync(executablePath)) return false;
  try {
    // 30 s: a first start from a cold disk took 4 s; more means that it hangs.
    const { stdout } = await run(executablePath, ['--version'], { env: env ?? process.env, timeout: 30_000 });
    return /chrom/i.test(stdout);
  } catch {
    return false;
  }
}
