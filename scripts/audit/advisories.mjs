import { spawnSync } from 'node:child_process';
import { root } from '../steps.mjs';

/**
 * Known vulnerabilities of all dependencies, from the registry's list.
 * @returns {import('./report.mjs').Part}
 */
export function advisories() {
  const { stdout, stderr, error } = spawnSync('npx', ['--yes', 'pnpm@12', 'audit', '--json'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 120_000,
  });
  return readAdvisories(stdout, error ? error.message : stderr);
}

/**
 * @param {string} output of `pnpm audit --json`
 * @param {string} complaint what it or npx wrote to stderr
 * @returns {import('./report.mjs').Part}
 */
export function readAdvisories(output, complaint = '') {
  const name = 'Advisories of dependencies';
  const looked = [
    '`pnpm audit` compares every package of the lockfile with the advisories that the registry knows.',
  ];
  /** @type {{ advisories?: Record<string, { module_name: string, severity: string, title: string, url: string }>, metadata?: object }} */
  let answer = {};
  try {
    answer = JSON.parse(output);
  } catch {
    // The output is an error text: the registry was not reached, or does not support this request.
  }
  if (!answer.advisories || !answer.metadata)
    return {
      name,
      notDone: `${reasonOf(complaint)}. Run it where a registry answers with advisories.`,
      findings: [],
      looked,
    };
  const findings = Object.values(answer.advisories).map(
    ({ module_name, severity, title, url }) => `${module_name}: ${title} (${severity}, ${url})`,
  );
  return { name, findings, looked };
}

/**
 * Without the registry's address, because reports are published.
 * @param {string} complaint
 */
function reasonOf(complaint) {
  const [status] = /(?<=responded with )\d+/.exec(complaint) ?? [];
  if (status) return `the registry answered ${status} to the request for advisories`;
  const [code] = /\bE(?:AI_AGAIN|CONN\w+|HOSTUNREACH|NETUNREACH|NOTFOUND|TIMEDOUT)\b/.exec(complaint) ?? [];
  return code ? `the registry cannot be reached (${code})` : 'the registry did not answer with advisories';
}
