// The parts of the security audit that need a server, here the built one. They run in a separate process, as Vitest would load
// a second graphql beside the server's.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { buildStale } from '../build.mjs';
import { root } from '../steps.mjs';

vi.setConfig({ hookTimeout: 600_000 });

const PROGRAM = `
  import { cookies, headers } from './scripts/audit/headers.mjs';
  import { limits } from './scripts/audit/limits.mjs';
  import { roles } from './scripts/audit/roles.mjs';
  import { AuditedServer } from './scripts/audit/server.mjs';
  const server = new AuditedServer();
  try {
    await server.start();
    const owner = await server.owner();
    const parts = [await headers(server), await cookies(server), await roles(server, owner), await limits(server, owner)];
    // Simulates a user without a role who has the rights of the owner.
    server.nobody = async () => owner;
    console.log(JSON.stringify({ parts, broken: await roles(server, owner) }));
  } finally {
    await server.stop();
  }
`;

/** @type {{ parts: import('./report.mjs').Part[], broken: import('./report.mjs').Part }} */
let found;
beforeAll(async () => {
  // A build is announced on stderr.
  const announced = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await buildStale(['server', 'client', 'docs']);
  announced.mockRestore();
  const run = ['--input-type=module', '--eval', PROGRAM];
  const { stdout } = await promisify(execFile)(process.execPath, run, { cwd: root, maxBuffer: 2 ** 24 });
  found = JSON.parse(stdout);
});

describe('the audit of a server', () => {
  it('finds nothing wrong', () => {
    expect(found.parts.map(({ name }) => name)).toEqual(['Headers', 'Cookies', 'Roles', 'Limits of GraphQL']);
    expect(found.parts.flatMap(({ findings }) => findings)).toEqual([]);
    for (const { looked } of found.parts) expect(looked.length).toBeGreaterThan(0);
  });

  it('finds each field that is accessible without its permission', () => {
    expect(found.broken.findings.length).toBeGreaterThan(20);
    for (const finding of found.broken.findings)
      expect(finding).toMatch(/^(?:Query|Mutation)\.\w+ gives somebody without [A-Z_]+ (?!FORBIDDEN)/);
  });
});
