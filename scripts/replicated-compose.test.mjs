// Checks server/deploy/docker-compose.replicated.yml by reading it. The drill runs HAProxy's file.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const read = (/** @type {string} */ path) =>
  readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');

/**
 * @typedef {object} Service
 * @property {string} image
 * @property {string} [user]
 * @property {Record<string, string>} [environment]
 * @property {string[]} [command]
 * @property {string[]} [ports]
 * @property {string[]} [networks]
 * @property {object} [healthcheck]
 * @property {Record<string, { condition: string }>} [depends_on]
 */

/** @type {(path: string) => Record<string, Service>} */
const servicesOf = (path) => parse(read(path), { merge: true }).services;

const services = servicesOf('server/deploy/docker-compose.replicated.yml');
const single = servicesOf('docker-compose.yml');
const every = Object.entries(services);
const servers = ['server-1', 'server-2', 'server-3'].map((name) => services[name]);

/** Those of our own images come from their Dockerfile. */
const isOwn = (/** @type {Service} */ { image }) => ['rollcall-server', 'rollcall-client'].includes(image);

describe('every service of the replicated set-up', () => {
  it.each(every)('%s has no root rights, and has a health check', (_name, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    if (isOwn(service)) return;
    expect(service.user).toMatch(/^(postgres|haproxy)$/);
    expect(service.healthcheck).toBeTruthy();
  });

  it.each(every)('%s waits until its dependencies are healthy', (_name, { depends_on: needs = {} }) => {
    for (const need of Object.values(needs)) expect(need.condition).toBe('service_healthy');
  });

  it.each(every)(
    '%s has only secrets from outside, and no port beyond this machine',
    (_name, { environment = {}, ports = [] }) => {
      for (const [name, value] of Object.entries(environment)) {
        if (/PASS|SECRET|TOKEN|KEY/.test(name)) expect(value, name).toMatch(/^\$\{\w+:\?/);
        expect(value, name).not.toMatch(/\/\/[^/@]*:[^/@]*@/);
      }
      for (const port of ports) expect(port).toMatch(/^\$\{\w+:-127\.0\.0\.1:/);
    },
  );
});

describe('the databases of the replicated set-up', () => {
  it('have the settings of the single one, except those for replication', () => {
    const own = ['--max_connections=', '--wal_keep_size=', '--cluster_name='];
    const settings = (/** @type {Service | undefined} */ service) =>
      (service?.command ?? []).filter((each) => !own.some((start) => each.startsWith(start)));
    expect(settings(services['database'])).toEqual(settings(single['database']));
    expect(services['standby']?.command).toEqual(services['database']?.command);
    expect(services['database']?.environment?.['POSTGRES_INITDB_ARGS']).toBe(
      single['database']?.environment?.['POSTGRES_INITDB_ARGS'],
    );
  });

  it('can be reached only by the servers, which know both', () => {
    for (const name of ['database', 'standby']) expect(services[name]?.networks).toEqual(['inside']);
    for (const server of servers) {
      expect(server?.environment).toMatchObject({
        DATABASE_URL: 'postgres://rollcall@database:5432,standby:5432/rollcall',
        DATABASE_REPLICA_URLS: 'postgres://rollcall@standby:5432/rollcall',
      });
    }
  });
});

describe('the balancer of the replicated set-up', () => {
  it('has the environment variables of its configuration, and each server', () => {
    const named = new Set(read('server/deploy/haproxy/haproxy.cfg').match(/(?<="\$\{)\w+(?=\}")/g));
    const given = services['balancer']?.environment ?? {};
    expect(Object.keys(given).sort()).toEqual([...named].sort());
    expect(Object.values(given)).toEqual([':8080', 'server-1:4000', 'server-2:4000', 'server-3:4000']);
    expect(services['client']?.environment?.['SERVER_ADDRESS']).toBe('balancer:8080');
  });

  it('is one proxy more than the servers trust without it', () => {
    expect(single['server']?.environment?.['TRUST_PROXY']).toBe('${TRUST_PROXY:-1}');
    for (const server of servers) expect(server?.environment?.['TRUST_PROXY']).toBe('${TRUST_PROXY:-2}');
  });
});
