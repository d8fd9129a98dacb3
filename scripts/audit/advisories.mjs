import { spawnSync } from 'node:child_process';
import { root } from '../steps.mjs';

/**
 * Known vulnerabilities of all dependencies, from the registry's list.
 * @returns {import('./report.mjs').Part}
 */
export function advisories() {
  const { stdout } = spawnSync('npx', ['--yes', 'pnpm@12', 'audit', '--json'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 120_000,
  });
  return readAdvisories(stdout);
}

/**
 * @param {string} output of `pnpm audit --json`
 * @returns {import('./report.mjs').Part}
 */
export function readAdvisories(output) {
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
      notDone: 'the registry did not answer with advisories. Run it where it does.',
      findings: [],
      looked,
    };
  const findings = Object.values(answer.advisories).map(
    ({ module_name, severity, title, url }) => `${module_name}: ${title} (${severity}, ${url})`,
  );
  return { name, findings, looked };
}
