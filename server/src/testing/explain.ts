import pg from 'pg';
import { expect, vi } from 'vitest';
import type { TestApp } from './test-app.js';

interface Sent {
  text: string;
  values: unknown[];
}

/** Runs a document and answers with PostgreSQL's plan for each SELECT that it sent, with the same parameters. */
export async function explain({ graphql, database }: TestApp, document: string): Promise<string[]> {
  const query = vi.spyOn(pg.Client.prototype, 'query');
  let sent: Sent[];
  try {
    const { errors } = await graphql(document);
    expect(errors).toBeUndefined();
    // Kysely hands over the text and the parameters.
    // The statement that tells who asks comes first, and is not of the document.
    sent = (query.mock.calls as unknown[][]).slice(1).map(([text, values]) => ({
      text: String(text),
      values: (values ?? []) as unknown[],
    }));
  } finally {
    query.mockRestore();
  }
  const plans: string[] = [];
  for (const { text, values } of sent) {
    const rows = await database.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
  }
  return plans;
}
