import type { TestDatabase } from './test-database.js';

/** The tables with this text in any row, also among bytes. The text is ASCII. */
export async function tablesWith({ query }: Pick<TestDatabase, 'query'>, text: string): Promise<string[]> {
  const tables = await query<{ name: string }>(`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`);
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await query(
      `select from "${name}" t where t::text ilike $1 or t::text like $2 or t::text like $3 limit 1`,
      [text, Buffer.from(text).toString('hex'), Buffer.from(text.toUpperCase()).toString('hex')].map(
        (each) => `%${each}%`,
      ),
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}
