import { expect } from 'vitest';
import { sentBy } from './statements.js';
import type { TestApp } from './test-app.js';

/** Runs a document and answers with PostgreSQL's plan for each SELECT that it sent, with the same parameters. */
export async function explain({ graphql, database }: TestApp, document: string): Promise<string[]> {
  const sent = await sentBy(async () => {
    const { errors } = await graphql(document);
    expect(errors).toBeUndefined();
  });
  const plans: string[] = [];
  // The statement that tells who asks comes first, and is not of the document.
  for (const { text, values } of sent.slice(1)) {
    const rows = await database.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
  }
  return plans;
}
