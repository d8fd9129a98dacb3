/** The allowed content and size of an image (docs/decisions/0066-what-is-shipped.md). */

/** @typedef {{ kind: string, mode: string, path: string, target?: string }} File a line of tar's list, without the leading slash */
/** @typedef {{ User?: string, Healthcheck?: object, Entrypoint?: string[] | null, Cmd?: string[] | null }} Config */
/** @typedef {{ components: { name: string, purl: string }[] }} Sbom */
/** @typedef {{ bytes: number, config: Config, files: File[], sbom: Sbom }} Content */

/**
 * @typedef {object} Image
 * @property {string} name
 * @property {string} dockerfile
 * @property {number} megabytes less than these, of a million bytes, as Docker counts
 * @property {string} sbom where its SBOM is
 * @property {RegExp[]} programs the paths of all files that may be executed
 * @property {string[]} links the names of other programs' links to one of these
 * @property {string[]} components some that must be in its SBOM
 */

/** @type {Image[]} */
export const IMAGES = [
  {
    name: 'rollcall-server',
    dockerfile: 'server/Dockerfile',
    megabytes: 150,
    sbom: '/app/sbom.cdx.json',
    programs: [/^usr\/bin\/node$/, /^app\/server\/bin\/rollcall\.mjs$/],
    links: [],
    components: ['node', 'fastify', 'graphql', '@node-rs/argon2', 'libc6'],
  },
  {
    name: 'rollcall-client',
    dockerfile: 'client/Dockerfile',
    megabytes: 40,
    sbom: '/srv/sbom.cdx.json',
    // BusyBox is each of its links: sh, awk, mkdir and sed for start.sh, wget for the health check.
    programs: [/^usr\/sbin\/nginx$/, /^bin\/busybox$/],
    links: ['bin/awk', 'bin/mkdir', 'bin/sed', 'bin/sh', 'bin/wget'],
    components: [
      'nginx',
      'busybox-static',
      'libc6',
      '@vue/runtime-dom',
      '@iconify-json/lucide',
      'tailwindcss',
    ],
  },
];

const PACKAGE_MANAGERS = /(?:^|\/)(?:apk|apt|apt-get|corepack|dnf|dpkg|npm|npx|pip3?|pnpm|rpm|yarn|yum)$/;
/** A library is loaded, not executed. Native packages of Node are libraries too. */
const LIBRARY = /\.so(?:\.[\d.]+)?$|\.node$/;

/** Docker puts these empty files into a container, as mount points for its start. */
const OF_THE_ENGINE = ['.dockerenv', 'dev/console', 'etc/hostname', 'etc/hosts', 'etc/resolv.conf'];

/**
 * The faults of an image, as sentences.
 * @param {Image} image
 * @param {Content} content
 */
export function faultsOf(image, { bytes, config, files, sbom }) {
  const faults = [...settingsFaults(config), ...sbomFaults(image, files, sbom)];
  if (bytes >= image.megabytes * 1e6)
    faults.push(`It has ${megabytes(bytes)} MB, and must have less than ${image.megabytes}.`);
  for (const { kind, mode, path, target } of files) {
    if (OF_THE_ENGINE.includes(path)) continue;
    if (PACKAGE_MANAGERS.test(path)) faults.push(`It has a package manager: ${path}`);
    if (/[sS]/.test(mode.slice(0, 6))) faults.push(`A file runs as its owner: ${path}`);
    if (kind === '-' && mode[8] !== undefined && mode[7] === 'w')
      faults.push(`Anybody may write a file: ${path}`);
    const isProgram = kind === '-' && mode.includes('x') && !LIBRARY.test(path);
    if (isProgram && !image.programs.some((form) => form.test(path)))
      faults.push(`It has a program that it does not need: ${path}`);
    if (target?.endsWith('busybox') && !image.links.includes(path))
      faults.push(`It has a tool that it does not need: ${path}`);
  }
  return faults;
}

/** @param {Config} config */
function settingsFaults({ User: user = '', Healthcheck: check, Entrypoint: entry, Cmd: command }) {
  const faults = [];
  if (/^(?:root|0)?(?::|$)/.test(user)) faults.push('It runs as root.');
  if (!check) faults.push('It has no health check.');
  // In shell form, the shell gets the signals instead of the program.
  if ([entry, command].some((each) => each?.[1] === '-c')) faults.push('It starts in shell form.');
  return faults;
}

/**
 * @param {Image} image
 * @param {File[]} files
 * @param {Sbom} sbom
 */
function sbomFaults(image, files, sbom) {
  const known = new Set(sbom.components.map(({ name }) => name));
  const there = files.flatMap(({ path }) => {
    const [, npm] = /\/\.pnpm\/[^/]+\/node_modules\/((?:@[^/]+\/)?[^/@]+)\/package\.json$/.exec(path) ?? [];
    const [, deb] = /^var\/lib\/dpkg\/status\.d\/([^/]+)$/.exec(path) ?? [];
    return npm ?? deb ?? [];
  });
  return [...new Set([...there, ...image.components])]
    .filter((name) => !known.has(name))
    .map((name) => `Its SBOM does not name ${name}.`);
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}
