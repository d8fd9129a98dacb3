import pg from 'pg';
import { vi } from 'vitest';

/** Runs something and answers with the SQL statements that it sent, in order, their whitespace folded. */
export async function statementsOf(run: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const query = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await run();
    for (const [statement] of query.mock.calls as unknown[][]) {
      const text = typeof statement === 'string' ? statement : (statement as { text: string }).text;
      statements.push(text.replaceAll(/\s+/g, ' ').trim());
    }
  } finally {
    query.mockRestore();
  }
  return statements;
}
