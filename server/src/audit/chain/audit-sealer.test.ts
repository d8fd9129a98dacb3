import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers } from '../../testing/requests/user-requests.js';
import { UNSEALED } from './audit-seal.service.js';
import { verifyAudit } from './audit-verify.service.js';

const SEALERS = `from pg_stat_activity where datname = current_database() and application_name = 'rollcall-seals'`;

describe('servers that seal the audit trail', () => {
  let test: TestApp;
  let other: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
    other = await startTestApp({ database: test.database });
  });
  afterAll(async () => {
    await other.close();
    await test.close();
  });

  const sealed = () => expect.poll(() => test.database.query(UNSEALED)).toEqual([{ unsealed: false }]);
  const report = async () => {
    const client = new pg.Client({ connectionString: test.database.url });
    await client.connect();
    try {
      return await verifyAudit(client);
    } finally {
      await client.end();
    }
  };

  it('build one chain of the entries of all servers', async () => {
    await Promise.all(
      [test, other].map((server, number) =>
        createUsers(
          server,
          ...Array.from({ length: 20 }, (_, i) => ({ email: `u${number}.${i}@example.org` })),
        ),
      ),
    );
    await sealed();
    expect(await report()).toMatchObject({ sealed: 40, waiting: 0, fault: undefined });
  });

  it('continue after lost connections, and log the failure once', async () => {
    await test.database.query(`select pg_terminate_backend(pid) ${SEALERS}`);
    await createUsers(test, { email: 'after@example.org' });
    await sealed();
    expect(await report()).toMatchObject({ sealed: 41, waiting: 0, fault: undefined });
    await expect.poll(() => test.database.query(`select ${SEALERS}`)).toHaveLength(2);
    for (const { logs } of [test, other]) {
      const warned = logs.filter(({ msg }) => msg === 'The audit trail could not be sealed yet.');
      expect(warned).toHaveLength(1);
    }
  });
});
