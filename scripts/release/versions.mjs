/** The places of the version. A release writes it in all of them, and a test finds it in each. */

/** @type {{ path: string, forms: RegExp }[]} The version is between the groups `before` and `after`. */
export const PLACES = [
  ...['', 'server/', 'client/', 'docs/', 'e2e/', 'bench/'].map((folder) => ({
    path: `${folder}package.json`,
    forms: /(?<before>^ {2}"version": ")[^"]+(?<after>")/gm,
  })),
  ...['server', 'client'].map((name) => ({
    path: `${name}/Dockerfile`,
    forms: /(?<before>^ARG VERSION=)\S+(?<after>)/gm,
  })),
  { path: 'server/deploy/docker-compose.yml', forms: /(?<before>ROLLCALL_VERSION:-)[^}]+(?<after>\})/g },
  { path: 'server/deploy/kubernetes/kustomization.yaml', forms: /(?<before>newTag: )\S+(?<after>)/g },
];

/**
 * @param {string} text of one of the files
 * @param {RegExp} forms
 * @param {string} version
 */
export function withVersion(text, forms, version) {
  return text.replace(forms, `$<before>${version}$<after>`);
}

/**
 * Whether a version comes after another: 0.10.0 after 0.9.1.
 * @param {string} next
 * @param {string} last
 */
export function isNewer(next, last) {
  if (!/^\d+\.\d+\.\d+$/.test(next)) return false;
  const [a, b] = [next, last].map((version) => version.split('.').map(Number));
  const place = (a ?? []).findIndex((number, index) => number !== b?.[index]);
  return place >= 0 && (a?.[place] ?? 0) > (b?.[place] ?? 0);
}
