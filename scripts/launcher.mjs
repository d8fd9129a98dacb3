import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @typedef {{ pid: number, parent: number }} Link a process and the one that started it */
/** @typedef {{ pid: number, parent: number, command: string }} Process */

/** The interval of checking the launchers, in milliseconds. A check reads one small file for each of them. */
const LOOK_EVERY = 250;

/**
 * Sends this process SIGTERM when one of the programs that launched it is gone.
 *
 * pnpm forwards signals, and waits. npx does not: on SIGTERM it ends at once and leaves pnpm and the server running, and no
 * signal reaches them (npm 11). A person who stops npx wants to stop the server. (SIGINT to npx alone does nothing: npm waits
 * for pnpm, which has got none. A terminal's Ctrl-C goes to all.)
 * @returns {number[]} the pids of those that are watched
 */
export function stopWithLauncher() {
  const launchers = findLaunchers();
  if (launchers.length > 0) watch(launchers);
  return launchers.map(({ parent }) => parent);
}

/** @param {Link[]} launchers */
function watch(launchers) {
  const timer = setInterval(() => {
    if (launchers.every(isStillThere)) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY);
  timer.unref();
}

/**
 * The programs between the person's shell and this process: npx, pnpm and the shells that these two start. The shell above them
 * is excluded, as it may end and leave its programs running on purpose.
 * @returns {Link[]}
 */
function findLaunchers() {
  /** @type {Link[]} */
  const chain = [];
  let pid = process.pid;
  let length = 0;
  for (;;) {
    const child = describe(pid);
    const parent = child && describe(child.parent);
    if (!parent || !(isRunner(parent) || isShell(parent))) break;
    chain.push({ pid, parent: parent.pid });
    if (isRunner(parent)) length = chain.length;
    pid = parent.pid;
  }
  return chain.slice(0, length);
}

/**
 * A process keeps its parent while the parent lives, and then gets another one.
 * @param {Link} link
 */
function isStillThere({ pid, parent }) {
  if (pid === process.pid) return process.ppid === parent;
  try {
    return read(pid)?.parent === parent;
  } catch {
    // Unknown: this process may have no free file descriptor, which says nothing about the launcher.
    return true;
  }
}

/**
 * npm names its process "npm exec …"; pnpm's may also be run by Node.
 * @param {Process} process
 */
function isRunner({ command }) {
  const words = command.split(/\s+/).slice(0, 2);
  return words.some((word) => /(^|\/)(p?npm|p?npx|pnpm\.[cm]?js|np[mx]-cli\.js)$/.test(word));
}

/** @param {Process} process */
function isShell({ command }) {
  return /^(\S*\/)?(ba|da|a|z)?sh -c /.test(command);
}

/**
 * @param {number} pid
 * @returns {Process | undefined} undefined if there is none, or it can't be read
 */
function describe(pid) {
  try {
    return read(pid);
  } catch {
    return undefined;
  }
}

/**
 * @param {number} pid
 * @returns {Process | undefined} undefined when there is none for certain
 */
function read(pid) {
  return process.platform === 'linux' ? readFromProc(pid) : readFromPs(pid);
}

/** @param {number} pid */
function readFromProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    // The name before the last bracket may contain any character; then come the state and the parent.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return { pid, parent, command };
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code !== 'ENOENT' && code !== 'ESRCH') throw error;
    return undefined;
  }
}

/** @param {number} pid */
function readFromPs(pid) {
  try {
    const line = execFileSync('ps', ['-ww', '-o', 'ppid=,command=', '-p', String(pid)], {
      encoding: 'utf8',
    }).trim();
    const [parent, ...command] = line.split(/\s+/);
    return { pid, parent: Number(parent), command: command.join(' ') };
  } catch (error) {
    // The exit code of ps for an unknown pid. Any other failure means that ps did not start.
    if (/** @type {{ status?: number | null }} */ (error).status !== 1) throw error;
    return undefined;
  }
}
