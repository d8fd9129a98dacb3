import type pg from 'pg';

/** Every user created by the benchmark has an address in this domain, and no seeded user has. */
export const BENCH_DOMAIN = 'bench.example';

/**
 * Removes the users created by the benchmark, except the owner if requested, and the whole audit trail (a seeded database has
 * none), so that the size of the database stays the same.
 *
 * The trail's table refuses this by a trigger. The benchmark owns the table, and disables the trigger for one transaction,
 * which locks all others out. The product itself has no code for this, and its role does not need this right.
 * @returns the number of removed users
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
