// Checks the promises of the container files by reading them. Whether they run needs an engine (docs/operating.md).
import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { settingsFor } from '../server/src/database/embedded/settings.ts';

/**
 * @typedef {object} Service
 * @property {string} [image]
 * @property {{ dockerfile?: string, dockerfile_inline?: string }} [build]
 * @property {string} [user]
 * @property {Record<string, string>} [environment]
 * @property {string[]} [command]
 * @property {string[]} [ports]
 * @property {string[]} [networks]
 * @property {object} [healthcheck]
 * @property {Record<string, { condition: string }>} [depends_on]
 * @property {string[]} [profiles]
 * @property {string[]} [volumes]
 * @property {boolean} [read_only]
 * @property {string[]} [cap_drop]
 * @property {string[]} [security_opt]
 */

const read = (/** @type {string} */ path) =>
  readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');

/** @type {(path: string) => [string, Service][]} */
const servicesOf = (path) => Object.entries(parse(read(path), { merge: true }).services);

const production = servicesOf('docker-compose.yml');
const development = servicesOf('docker-compose.dev.yml');
const every = [...production, ...development];

/** @param {Service} service */
const dockerfileOf = ({ build }) =>
  build?.dockerfile_inline ?? (build?.dockerfile ? read(build.dockerfile) : '');

/** @param {string} dockerfile */
const finalStage = (dockerfile) => dockerfile.slice(dockerfile.search(/^FROM (?![\s\S]*^FROM )/m));

describe('every service', () => {
  it.each(every)('%s runs as a user other than root', (_name, service) => {
    const [, inImage] = /^USER (\S+)$/m.exec(finalStage(dockerfileOf(service))) ?? [];
    const user = service.user ?? inImage;
    expect(user).toBeTruthy();
    expect(user).not.toMatch(/^(root|0)(:|$)/);
  });

  it.each(every)(
    '%s is published only on this machine, unless configured otherwise',
    (_name, { ports = [] }) => {
      for (const port of ports) expect(port).toMatch(/^(\$\{\w+:-)?127\.0\.0\.1:/);
    },
  );

  it.each(every)('%s has only secrets from outside', (_name, { environment = {} }) => {
    for (const [name, value] of Object.entries(environment)) {
      if (/PASS|SECRET|TOKEN|KEY/.test(name)) expect(value, name).toMatch(/^\$\{\w+:(\?|-\}$)/);
      // user:password@host
      expect(value, name).not.toMatch(/\/\/[^/@]*:[^/@]*@/);
    }
  });
});

describe('every service in production', () => {
  it.each(production)('%s has a health check', (_name, service) => {
    const checked = service.healthcheck ?? /^HEALTHCHECK /m.exec(finalStage(dockerfileOf(service)));
    expect(checked).toBeTruthy();
  });

  it.each(production)('%s writes only to its volume and memory, without root rights', (_name, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  it.each(production)('%s waits until its dependencies are healthy', (_name, { depends_on: needs = {} }) => {
    for (const need of Object.values(needs)) expect(need.condition).toBe('service_healthy');
  });
});

describe('the database in a container', () => {
  const database = Object.fromEntries(production)['database'];

  it('has the settings of the embedded one on a machine with 2 GB, except where it listens', () => {
    const options = Object.entries(settingsFor(2 * 1024 ** 3))
      .filter(([name]) => !['listen_addresses', 'unix_socket_directories'].includes(name))
      .map(([name, value]) => `--${name}=${value}`);
    expect(database?.command?.slice(1).sort()).toEqual(options.sort());
  });

  it('is created with the locale that search needs', () => {
    expect(database?.environment?.['POSTGRES_INITDB_ARGS']).toBe(
      '--encoding=UTF8 --locale-provider=builtin --builtin-locale=PG_UNICODE_FAST --locale=C.UTF-8',
    );
  });

  it('is in no network with a port to outside', () => {
    expect(database?.networks).toEqual(['inside']);
    expect(database?.ports).toBeUndefined();
    expect(parse(read('docker-compose.yml')).networks.inside).toEqual({ internal: true });
  });
});

describe('a Dockerfile', () => {
  const dockerfiles = every.map(([name, service]) => /** @type {const} */ ([name, dockerfileOf(service)]));

  it.each(dockerfiles)('of %s needs no registry for its syntax', (_name, text) => {
    expect(text).not.toMatch(/^#\s*syntax=/im);
  });

  it.each(dockerfiles.filter(([name]) => name === 'server' || name === 'client'))(
    'of %s installs what the lockfile says and starts in exec form',
    (_name, text) => {
      for (const line of text.match(/^.*pnpm install.*$/gm) ?? [])
        expect(line).toContain('--frozen-lockfile');
      expect(text).toMatch(/^(CMD|ENTRYPOINT) \["/m);
    },
  );

  it.each(dockerfiles.filter(([name]) => name === 'server' || name === 'client'))(
    'of %s ends in an image that holds what was copied into it, and no package manager',
    (_name, text) => {
      expect(finalStage(text)).toMatch(/^FROM scratch$/m);
      expect(finalStage(text)).not.toMatch(/^(RUN|SHELL) /m);
    },
  );

  it('of the client has every program that start.sh and the health check run', () => {
    const client = dockerfileOf(/** @type {Service} */ (Object.fromEntries(production)['client']));
    const [, tools = ''] = /for tool in ([\w ]+); do ln -s busybox/.exec(client) ?? [];
    const script = read('client/nginx/start.sh').replaceAll(/^\s*#.*$/gm, '');
    // At the beginning of a command: of a line, behind a pipe, in a substitution.
    const called = [...script.matchAll(/(?:^\s*|\$\(|\| *|&& *|exec )([a-z]+)(?= [^)=]|$)/gm)].map(
      ([, name]) => name,
    );
    const own = ['case', 'echo', 'esac', 'exec', 'exit', 'fi', 'if', 'nginx', 'printf', 'set', 'then'];
    expect(called).toEqual(expect.arrayContaining(['awk', 'mkdir', 'sed']));
    const [, checked] = /^ +CMD \["(\w+)"/m.exec(finalStage(client)) ?? [];
    const needed = [...called.filter((name) => name !== undefined && !own.includes(name)), checked, 'sh'];
    expect([...tools.split(' ')].sort()).toEqual([...new Set(needed)].sort());
  });

  it('is built without secrets, history or builds from outside', () => {
    const ignored = read('.dockerignore').split('\n');
    expect(ignored).toEqual(
      expect.arrayContaining(['.env', '.env.*', '.git', '**/node_modules', '**/dist', '/data']),
    );
  });
});

describe('the packages that the bundle leaves outside', () => {
  const sources = globSync('server/src/**/*.ts', { cwd: fileURLToPath(new URL('..', import.meta.url)) });
  const loaded = sources.flatMap((path) =>
    [...read(path).matchAll(/createRequire\(import\.meta\.url\)\('([^']+)'\)/g)].map(([, name = '']) => name),
  );
  /** @type {(name: string) => string[]} */
  const neededBy = (name) =>
    Object.keys(JSON.parse(read(`server/node_modules/${name}/package.json`)).dependencies ?? {});

  it('are found', () => {
    expect(loaded).toEqual(expect.arrayContaining(['@zxcvbn-ts/language-common', 'tr46']));
  });

  it.each(loaded)('are kept by the image and named by the npm package: %s', (name) => {
    const kept = [...read('server/Dockerfile').matchAll(/! -name '([^']+)\*'/g)].map(
      ([, start = '']) => start,
    );
    // As pnpm names folders: with the version, and a plus for the slash.
    const isKept = (/** @type {string} */ each) => kept.some((start) => `${each}@`.startsWith(start));
    expect([name, ...neededBy(name)].filter((each) => !isKept(each))).toEqual([]);
    expect(read('scripts/package.mjs')).toContain(`'${name}'`);
  });
});

describe('the profile monitoring', () => {
  const services = Object.fromEntries(production);
  const monitored = ['prometheus', 'grafana'];
  const datasource = parse(read('server/monitoring/grafana/provisioning/datasources/prometheus.yml'))
    .datasources[0];
  /** @type {{ uid: string, panels: { id: number, datasource?: { uid: string }, gridPos: Record<'x' | 'y' | 'w' | 'h', number> }[] }} */
  const dashboard = JSON.parse(read('server/monitoring/grafana/dashboards/rollcall.json'));

  it('starts Prometheus and Grafana only if it is requested', () => {
    for (const [name, { profiles = [] }] of production)
      expect(profiles, name).toEqual(monitored.includes(name) ? ['monitoring'] : []);
  });

  it('finds the server by its service, on the port in operating.md', () => {
    const { scrape_configs: jobs, rule_files: rules } = parse(read('server/monitoring/prometheus.yml'));
    expect(jobs).toEqual([{ job_name: 'rollcall', static_configs: [{ targets: ['server:9400'] }] }]);
    expect(rules).toEqual(['alerts.yml']);
    expect(read('docs/operating.md')).toContain('METRICS_PORT=9400 docker compose --profile monitoring up');
    expect(services['server']?.networks).toContain('monitoring');
    expect(services['prometheus']?.networks).toEqual(['monitoring']);
  });

  it('mounts existing files, read-only', () => {
    const mounts = monitored
      .flatMap((name) => services[name]?.volumes ?? [])
      .filter((each) => each.startsWith('./'));
    expect(mounts).toHaveLength(4);
    for (const mount of mounts) {
      const [path = '', , mode] = mount.split(':');
      expect(existsSync(fileURLToPath(new URL(`../${path}`, import.meta.url))), path).toBe(true);
      expect(mode).toBe('ro');
    }
  });

  it('shows panels of the one data source, without overlaps', () => {
    const panels = dashboard.panels.filter((each) => each.datasource);
    expect(panels.length).toBeGreaterThan(20);
    for (const { datasource: of } of panels) expect(of?.uid).toBe(datasource.uid);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});
