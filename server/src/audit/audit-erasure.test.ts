import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { lastSeal, moment, sealHash } from './chain/audit-chain.js';
import { sealAudit } from './chain/audit-seal.service.js';
import { verifyAudit } from './chain/audit-verify.service.js';

describe('the hash chain after an erasure', () => {
  let database: TestDatabase;
  let client: pg.Client;
  const [KEPT, ERASED] = [randomUUID(), randomUUID()];
  const ENTRY = (target: string) => `insert into audit_entries (action, target_id, address, changes)
    values ('USER_UPDATED', '${target}', '192.0.2.1', '{"title": {"before": null, "after": "Lead"}}')`;
  const ERASE = `update audit_entries set changes = erased_changes(changes), changes_salt = null, address = null,
    address_salt = null where target_id = '${ERASED}' and action <> 'USER_ERASED'`;
  const RECORD = `insert into audit_entries (action, target_id) values ('USER_ERASED', '${ERASED}')`;

  beforeEach(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    return async () => {
      await client.end();
      await database.drop();
    };
  });

  const sealAll = () =>
    expect
      .poll(async () => {
        await sealAudit(client);
        return (await verifyAudit(client)).waiting;
      })
      .toBe(0);
  const fault = async () => (await verifyAudit(client)).fault;
  const tamper = async (statement: string) => {
    await database.query('alter table audit_entries disable trigger all');
    await database.query(statement);
    await database.query('alter table audit_entries enable trigger all');
  };
  async function erase() {
    await database.query(ENTRY(ERASED));
    await database.query(ENTRY(KEPT));
    await sealAll();
    await database.query(RECORD);
    await database.query(ERASE);
    await sealAll();
  }

  it('still verifies, with nothing left from which the values could be guessed', async () => {
    await erase();
    expect(await fault()).toBeUndefined();
    const [left] = await database.query<{ text: string }>(
      `select a::text as text from audit_entries a where target_id = '${ERASED}' and action = 'USER_UPDATED'`,
    );
    expect(left?.text).not.toMatch(/Lead|192\.0\.2\.1/);
    const guess = `select from audit_entries where changes_salt is null
      and changes_digest = sha256(convert_to('{"title": {"after": "Lead", "before": null}}', 'UTF8'))`;
    expect(await database.query(guess)).toEqual([]);
  });

  it.each([
    ['a value that was not erased', `update audit_entries set changes = '{}' where target_id = '${KEPT}'`],
    [
      'an address that was not erased',
      `update audit_entries set address = '192.0.2.2' where target_id = '${KEPT}'`,
    ],
    [
      'who did something to an erased user',
      `update audit_entries set actor_id = uuidv7() where target_id = '${ERASED}'`,
    ],
    [
      'the digest of an erased value',
      `update audit_entries set changes_digest = sha256('x') where target_id = '${ERASED}'`,
    ],
  ])('detects a change of %s', async (_what, change) => {
    await erase();
    await tamper(change);
    expect(await fault()).toMatchObject({ kind: 'hash' });
  });

  it('detects values in place of erased ones, and values that were erased without an entry', async () => {
    await erase();
    await tamper(
      `update audit_entries set changes = '{"title": {"before": "Boss", "after": null}}' where changes_salt is null`,
    );
    expect(await fault()).toMatchObject({ kind: 'erased' });
    await tamper('update audit_entries set changes = erased_changes(changes) where changes_salt is null');
    expect(await fault()).toBeUndefined();
    await database.query(ERASE.replaceAll(ERASED, KEPT));
    expect(await fault()).toMatchObject({ kind: 'erased' });
  });

  describe('of a trail that was sealed by its values', () => {
    /** Seals as the previous version did. */
    async function sealByValues(): Promise<void> {
      const last = await lastSeal(client);
      const [row] = await database.query<{ upto: string; at: string }>(
        `select (max(position) + 1)::text as upto, ${moment('clock_timestamp()')} as at from audit_entries`,
      );
      const { upto = '', at: sealedAt = '' } = row ?? {};
      const seal = {
        id: String(Number(last?.id ?? 0) + 1),
        upto,
        shift: '0',
        sealedAt,
        version: 1,
        isWhole: false,
      } as const;
      const { count, hash } = await sealHash(client, last, seal);
      await database.query(
        'insert into audit_seals (id, upto, shift, count, sealed_at, hash) values ($1, $2, $3, $4, $5, $6)',
        [seal.id, upto, '0', count, sealedAt, hash],
      );
    }

    it('verifies, and goes on with a seal that holds every entry by its digests', async () => {
      await database.query(ENTRY(ERASED));
      await sealByValues();
      await database.query(ENTRY(KEPT));
      await sealByValues();
      expect(await verifyAudit(client)).toMatchObject({ seals: 2, sealed: 2, fault: undefined });
      await expect.poll(() => sealAudit(client, true)).toBe(true);
      expect(await verifyAudit(client)).toMatchObject({ seals: 3, sealed: 2, fault: undefined });
      await database.query(RECORD);
      await database.query(ERASE);
      await sealAll();
      expect(await verifyAudit(client)).toMatchObject({ seals: 4, sealed: 3, fault: undefined });
      await tamper(`update audit_entries set changes = '{}' where target_id = '${KEPT}'`);
      expect(await fault()).toMatchObject({ kind: 'hash', seal: '2' });
    });

    it('does not verify if values were erased before that seal', async () => {
      await database.query(ENTRY(ERASED));
      await sealByValues();
      await database.query(RECORD);
      await database.query(ERASE);
      expect(await fault()).toMatchObject({ kind: 'hash', seal: '1' });
    });
  });
});
