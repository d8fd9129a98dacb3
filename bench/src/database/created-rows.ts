import type pg from 'pg';

/** Every user that the benchmark makes has an address in this domain, which no seeded user has. */
export const BENCH_DOMAIN = 'bench.example';

/**
 * Takes away the users that the benchmark made, its owner apart where asked for, and all of the audit trail (a seeded
 * database has none), so that a size stays a size.
 *
 * The trail's table refuses this by a trigger. We own the table, and switch the trigger off for one transaction, which
 * locks everybody else out: a way that the product itself has no code for, and an access that its own role need not have.
 * @returns how many users it took away
 */
export async function removeCreated(client: pg.Client, keepOwner?: string): Promise<number> {
  await client.query('begin');
  const { rowCount } = await client.query(
    `delete from users where email like '%@${BENCH_DOMAIN}' and email is distinct from $1`,
    [keepOwner ?? null],
  );
  for (const table of ['audit_entries', 'audit_seals']) {
    await client.query(`alter table ${table} disable trigger ${table}_append_only`);
    await client.query(`truncate ${table}`);
    await client.query(`alter table ${table} enable always trigger ${table}_append_only`);
  }
  await client.query('commit');
  return rowCount ?? 0;
}
