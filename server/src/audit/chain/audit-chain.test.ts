import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { STATEMENTS } from '../../database/migrations/20261124-audit.migration.js';
import { ERASABLE, ERASURE_ALONE } from '../../database/migrations/20261209-bin.migration.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { sealAudit } from './audit-seal.service.js';
import { verifyAudit } from './audit-verify.service.js';

const VALUES = `('USER_UPDATED', '{"title": {"before": null, "after": "Lead"}}')`;
const INSERT = `insert into audit_entries (action, changes) values ${VALUES}`;
const FIRST = '(select id from audit_entries order by position limit 1)';

describe('the hash chain of the audit trail', () => {
  let database: TestDatabase;
  let client: pg.Client;

  const connect = async () => {
    const connected = new pg.Client({ connectionString: database.url });
    await connected.connect();
    return connected;
  };
  /** Changes data as a superuser of the database can. */
  const tamper = async (statement: string) => {
    await database.query('alter table audit_entries disable trigger all');
    await database.query('alter table audit_seals disable trigger all');
    await database.query(statement);
    await database.query('alter table audit_entries enable trigger all');
    await database.query('alter table audit_seals enable trigger all');
  };
  const fault = async (kept?: string) => (await verifyAudit(client, kept)).fault;

  beforeEach(async () => {
    database = await createTestDatabase();
    client = await connect();
    return async () => {
      await client.end();
      await database.drop();
    };
  });

  /** Waits for another seal: transactions in other databases of the cluster delay it. */
  const seal = () => expect.poll(() => sealAudit(client)).toBe(true);
  /** Seals until no entry is unsealed. */
  const sealAll = () =>
    expect
      .poll(async () => {
        await sealAudit(client);
        return (await verifyAudit(client)).waiting;
      })
      .toBe(0);

  /** Three seals with two entries each. */
  async function sealThree() {
    for (let sealed = 0; sealed < 3; sealed += 1) {
      await database.query(`${INSERT}, ${VALUES}`);
      await seal();
    }
  }

  it('seals every entry once and passes verification', async () => {
    await sealThree();
    await database.query(INSERT);
    expect(await verifyAudit(client)).toEqual({
      sealed: 6,
      seals: 3,
      waiting: 1,
      head: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      fault: undefined,
    });
  });

  it('seals more entries than one statement reads, of many transactions and of one', async () => {
    await database.query(`insert into audit_entries (action, position)
      select 'USER_UPDATED', i from generate_series(1, 11000) as i`);
    await database.query(
      `insert into audit_entries (action) select 'USER_UPDATED' from generate_series(1, 11000)`,
    );
    await sealAudit(client, true);
    expect(await verifyAudit(client)).toMatchObject({
      sealed: 22_000,
      seals: 1,
      waiting: 0,
      fault: undefined,
    });
  });

  it('adds no seal without unsealed entries', async () => {
    expect(await sealAudit(client)).toBe(false);
    await sealThree();
    expect(await sealAudit(client)).toBe(false);
  });

  it.each([
    ['what an entry says', `changes = '{}'`],
    ['when it happened', 'occurred_at = now()'],
    ['who did it', 'actor_id = uuidv7()'],
  ])('detects a change of %s', async (_what, change) => {
    await sealThree();
    await tamper(`update audit_entries set ${change} where id = ${FIRST}`);
    expect(await fault()).toMatchObject({ kind: 'hash', seal: '1', sealed: '2' });
  });

  it('detects a deleted entry', async () => {
    await sealThree();
    await tamper(`delete from audit_entries where id = ${FIRST}`);
    expect(await fault()).toMatchObject({ kind: 'count', seal: '1', sealed: '2', found: '1' });
  });

  it('detects an entry that was inserted among sealed ones', async () => {
    await sealThree();
    await database.query(`insert into audit_entries (action, position)
      select 'USER_UPDATED', max(position) from audit_entries`);
    expect(await fault()).toMatchObject({ kind: 'count', seal: '3', sealed: '2', found: '3' });
  });

  it.each([
    'hash = sha256(hash)',
    'sealed_at = now()',
    'shift = shift + 1',
    'upto = upto - 1000',
    'count = count + 1',
  ])('shows that a seal was changed: %s', async (change) => {
    await sealThree();
    await tamper(`update audit_seals set ${change} where id = 2`);
    expect(await fault()).toMatchObject({ seal: '2' });
  });

  it('detects a deleted seal', async () => {
    await sealThree();
    await tamper('delete from audit_seals where id = 1');
    expect(await fault()).toEqual({ kind: 'missing', seal: '1' });
  });

  it('detects a truncated or rebuilt chain by a stored head', async () => {
    await sealThree();
    const { head = '' } = await verifyAudit(client);
    await database.query(INSERT);
    await sealAll();
    expect(await fault(head)).toBeUndefined();

    await tamper('delete from audit_seals where id > 2');
    await sealAll();
    expect(await fault()).toBeUndefined();
    expect(await fault(head)).toEqual({ kind: 'head' });
  });

  it('waits for a long transaction and then seals its entries', async () => {
    const long = await connect();
    await long.query('begin');
    await long.query(INSERT);
    await database.query(INSERT);
    await database.query(INSERT);
    expect(await sealAudit(client)).toBe(false);
    expect(await verifyAudit(client)).toMatchObject({ seals: 0, waiting: 2 });

    await long.query('commit');
    await long.end();
    await sealAll();
    expect(await verifyAudit(client)).toMatchObject({ sealed: 3, waiting: 0, fault: undefined });
  });

  it('seals the entries before a long transaction, and the others after it has ended', async () => {
    await database.query(INSERT);
    const long = await connect();
    await long.query('begin');
    await long.query(INSERT);
    await database.query(INSERT);
    await seal();
    expect(await verifyAudit(client)).toMatchObject({ sealed: 1, waiting: 1 });

    await long.query(INSERT);
    await long.query('commit');
    await long.end();
    await sealAll();
    expect(await verifyAudit(client)).toMatchObject({ sealed: 4, waiting: 0, fault: undefined });
  });

  it('returns if another server is sealing', async () => {
    await database.query(INSERT);
    const other = await connect();
    await other.query('begin');
    await other.query(`select pg_advisory_xact_lock(${0x61756474})`);
    expect(await sealAudit(client)).toBe(false);
    await other.end();
    await expect.poll(() => sealAudit(client, true)).toBe(true);
  });

  it('continues in a database that was restored into a cluster with fewer transaction ids', async () => {
    // The positions of the old cluster are so many transaction ids ahead of this one's.
    await database.query(`insert into audit_entries (action, position)
      values ('USER_CREATED', 7000000000000), ('USER_CREATED', 8000000000000)`);
    expect(await sealAudit(client, true)).toBe(true);
    await database.query(INSERT);
    await seal();
    const [after] = await database.query<{ position: string }>(
      'select max(position) as position from audit_entries',
    );
    expect(BigInt(after?.position ?? 0)).toBeGreaterThan(8000000000000n);
    expect(await verifyAudit(client)).toMatchObject({ sealed: 3, seals: 2, waiting: 0, fault: undefined });
  });
});

describe('the tables of the audit trail', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.query(INSERT);
  });
  afterAll(() => database.drop());

  it.each(['audit_entries', 'audit_seals'])(
    '%s accepts inserts and refuses updates, deletes and truncation',
    async (table) => {
      for (const statement of [
        `update ${table} set id = id`,
        `delete from ${table}`,
        `truncate ${table}`,
        `with gone as (delete from ${table} returning id) select from gone`,
      ]) {
        await expect(database.query(statement), statement).rejects.toThrow(/append-only/);
      }
      await database.query('set session_replication_role = replica');
      await expect(database.query(`delete from ${table}`)).rejects.toThrow(/append-only/);
      await database.query('reset session_replication_role');
    },
  );

  it('refuse the same to an owner without superuser rights, before any trigger', async () => {
    const owner = `owner_${randomUUID().replaceAll('-', '')}`;
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      await client.query('begin');
      await client.query(`create role ${owner}`);
      await client.query(`create schema ${owner} authorization ${owner}`);
      await client.query(`set local role ${owner}`);
      await client.query(`set local search_path = ${owner}`);
      for (const statement of [...STATEMENTS, ...ERASABLE, ...ERASURE_ALONE]) await client.query(statement);
      await client.query(INSERT);
      for (const refused of [
        'delete from audit_entries',
        `update audit_entries set action = 'USER_CREATED'`,
      ]) {
        await client.query('savepoint before');
        await expect(client.query(refused), refused).rejects.toThrow('permission denied');
        await client.query('rollback to savepoint before');
      }
      await client.query('update audit_entries set changes = erased_changes(changes), changes_salt = null');
    } finally {
      await client.query('rollback');
      await client.end();
    }
  });
});
