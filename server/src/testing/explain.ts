import { expect } from 'vitest';
import { type Sent, sentBy } from './statements.js';
import type { TestApp } from './test-app.js';

/** Runs a document and answers with PostgreSQL's plan for each SELECT that it sent, with the same parameters. */
export async function explain(test: TestApp, document: string): Promise<string[]> {
  const statements = await selectsOf(test, document);
  const plans: string[] = [];
  for (const { text, values } of statements) {
    const rows = await test.database.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
  }
  return plans;
}

/** What PostgreSQL did for a document, all statements together: the same on every machine, unlike the time it took. */
export interface Work {
  /** Tables of which it read every page. */
  scanned: string[];
  /** Where further processes would be started for it. */
  gathers: number;
  /** Pages of 8 KB that it looked at, in memory or not. */
  pages: number;
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Loops': number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: PlanNode[];
}

/** Runs each SELECT that a document sends once more, and answers with what that took. */
export async function workOf(test: TestApp, document: string): Promise<Work> {
  const work: Work = { scanned: [], gathers: 0, pages: 0 };
  for (const { text, values } of await selectsOf(test, document)) {
    const [row] = await test.database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `explain (analyze, buffers, timing off, format json) ${text}`,
      values,
    );
    if (!row) throw new Error('There is no plan.');
    const root = row['QUERY PLAN'][0].Plan;
    work.pages += root['Shared Hit Blocks'] + root['Shared Read Blocks'];
    work.scanned.push(...scannedBy(root));
    work.gathers += gathersIn(root);
  }
  return work;
}

function scannedBy(node: PlanNode): string[] {
  const own =
    node['Node Type'] === 'Seq Scan' && node['Actual Loops'] > 0 ? [node['Relation Name'] ?? ''] : [];
  return [...own, ...(node.Plans ?? []).flatMap(scannedBy)];
}

function gathersIn({ 'Node Type': type, Plans: plans = [] }: PlanNode): number {
  return plans.reduce((sum, plan) => sum + gathersIn(plan), type.startsWith('Gather') ? 1 : 0);
}

let asked = 0;

async function selectsOf({ graphql }: TestApp, document: string): Promise<Sent[]> {
  asked += 1;
  const sent = await sentBy(async () => {
    // Never twice the same text: the fast path would know it, whose connections have another name.
    const { errors } = await graphql(`${document} #${asked}`);
    expect(errors).toBeUndefined();
  });
  // The statement that tells who asks comes first, and is not of the document.
  const statements = sent.slice(1);
  expect(statements.length).toBeGreaterThan(0);
  return statements;
}
