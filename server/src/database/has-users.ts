import pg from 'pg';

/** Whether there is any user yet, deleted ones included. The database is migrated. */
export async function hasUsers(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM users LIMIT 1');
    return rowCount === 1;
  } finally {
    await client.end();
  }
}
