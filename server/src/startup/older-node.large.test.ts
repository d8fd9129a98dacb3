import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPerson, PASSWORD, signedIn } from '../testing/accounts/signed-in.js';
import { SoftwareAuthenticator } from '../testing/accounts/software-authenticator.js';
import { consoleOperations } from '../testing/requests/console-operations.js';
import type { ConsoleRequest } from '../testing/requests/console-recipes.js';
import { CONSOLE_REQUESTS } from '../testing/requests/console-requests.js';
import { ConsoleStage } from '../testing/requests/console-stage.js';
import { ServerProcess } from '../testing/servers/server-process.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

// It downloads the oldest Node that the server supports.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 300_000 });

const OLDEST = '20.19.0';
/** GraphQL.js answers the first request, and the second one compiles the operation. */
const TIMES = 3;

describe(`every operation of the console on Node ${OLDEST}`, () => {
  let folder: string;
  let test: TestApp;
  let server: ServerProcess;
  let address: string;
  let node: string;
  let stage: ConsoleStage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollcall-oldest-'));
    await writeFile(join(folder, 'package.json'), '{}');
    await promisify(execFile)('npm', ['install', `node@${OLDEST}`, '--no-audit', '--no-fund'], {
      cwd: folder,
    });
    node = realpathSync(join(folder, 'node_modules/node/bin/node'));
    test = await startTestApp();
    const email = 'owner@example.org';
    await createPerson(test, email, 'Owner');
    const { id, token } = await signedIn(test, email);
    server = new ServerProcess({ DATABASE_URL: test.database.url }, {}, { node });
    address = await server.address();
    stage = new ConsoleStage({
      query: test.database.query,
      ask: async (query, variables, headers) => {
        const answer = JSON.parse(await send(query, { variables, headers })) as {
          data: Record<string, unknown>;
        };
        return answer.data;
      },
      owner: { id, email, password: PASSWORD, headers: { authorization: `Bearer ${token}` } },
      domain: 'example.org',
      newAuthenticator: () => new SoftwareAuthenticator({ origin: address, rpId: new URL(address).hostname }),
    });
  });
  afterAll(async () => {
    await server.end('SIGTERM');
    await test.close();
    await rm(folder, { recursive: true });
  });

  async function send(query: string, { variables, headers }: ConsoleRequest) {
    const response = await fetch(new URL('/graphql', address), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return response.text();
  }

  const asked = consoleOperations.filter(([name]) => typeof CONSOLE_REQUESTS[name] !== 'string');

  it.each(asked)('%s', async (name, document) => {
    const operation = CONSOLE_REQUESTS[name];
    if (operation === undefined || typeof operation === 'string')
      throw new Error(`console-requests.ts has no ${name}`);
    const requests = await operation.requests(stage, Math.min(TIMES, operation.most ?? TIMES));
    for (const request of requests)
      expect(await send(print(document), request)).not.toMatch(/"errors":|"userErrors":\[\{/);
  });

  it('runs on that Node', () => {
    expect(realpathSync(`/proc/${server.child.pid}/exe`)).toBe(node);
  });

  it('logs no error', () => {
    const levels = server.stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => (JSON.parse(line) as { level: unknown }).level);
    expect(levels.length).toBeGreaterThan(0);
    expect(levels.filter((level) => level === 'error' || Number(level) >= 50)).toEqual([]);
  });
});
