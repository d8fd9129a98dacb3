import { expect } from 'vitest';
import { type Sent, sentBy } from './statements.js';
import type { TestApp } from '../test-app.js';

/** Runs a document and returns PostgreSQL's plan of each SELECT that it sent, with the same parameters. */
export async function explain(test: TestApp, document: string): Promise<string[]> {
  const statements = await selectsOf(test, document);
  const plans: string[] = [];
  for (const { text, values } of statements) {
    const rows = await test.database.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
  }
  return plans;
}

/** PostgreSQL's work for a document, all statements together. All figures except the time are the same on every machine. */
export interface Work {
  /** Tables of which it read every page. */
  scanned: string[];
  /** The number of parallel plans, which start further processes. */
  gathers: number;
  /** Pages of 8 KB that it read, from memory or disk. */
  pages: number;
  /** Rows that a bitmap index scan fetched. */
  fetched: number;
  /** The time for planning and executing, in milliseconds: the least of all runs. */
  ms: number;
}

interface Explained {
  Plan: PlanNode;
  'Planning Time': number;
  'Execution Time': number;
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Loops': number;
  'Actual Rows': number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: PlanNode[];
}

/** Runs each SELECT of a document again, once or `times` times, and returns the work. */
export async function workOf(test: TestApp, document: string, times = 1): Promise<Work> {
  const work: Work = { scanned: [], gathers: 0, pages: 0, fetched: 0, ms: 0 };
  for (const sent of await selectsOf(test, document)) {
    const explained: Explained[] = [];
    for (let run = 0; run < times; run += 1) explained.push(await analyze(test, sent));
    const [first] = explained;
    if (!first) throw new Error('It was not run.');
    const { Plan: root } = first;
    work.pages += root['Shared Hit Blocks'] + root['Shared Read Blocks'];
    work.scanned.push(...scannedBy(root));
    work.gathers += gathersIn(root);
    work.fetched += fetchedBy(root);
    work.ms += Math.min(...explained.map((each) => each['Planning Time'] + each['Execution Time']));
  }
  return work;
}

async function analyze({ database }: TestApp, { text, values }: Sent): Promise<Explained> {
  const [row] = await database.query<{ 'QUERY PLAN': [Explained] }>(
    `explain (analyze, buffers, timing off, format json) ${text}`,
    values,
  );
  if (!row) throw new Error('There is no plan.');
  return row['QUERY PLAN'][0];
}

function scannedBy(node: PlanNode): string[] {
  const own =
    node['Node Type'] === 'Seq Scan' && node['Actual Loops'] > 0 ? [node['Relation Name'] ?? ''] : [];
  return [...own, ...(node.Plans ?? []).flatMap(scannedBy)];
}

function gathersIn({ 'Node Type': type, Plans: plans = [] }: PlanNode): number {
  return plans.reduce((sum, plan) => sum + gathersIn(plan), type.startsWith('Gather') ? 1 : 0);
}

function fetchedBy(node: PlanNode): number {
  const own = node['Node Type'] === 'Bitmap Index Scan' ? node['Actual Rows'] * node['Actual Loops'] : 0;
  return (node.Plans ?? []).reduce((sum, plan) => sum + fetchedBy(plan), own);
}

let asked = 0;

async function selectsOf({ graphql }: TestApp, document: string): Promise<Sent[]> {
  asked += 1;
  const sent = await sentBy(async () => {
    // Never the same text twice: it would be compiled, and sent on pipelined connections.
    const { errors } = await graphql(`${document} #${asked}`);
    expect(errors).toBeUndefined();
  });
  // Without the lookup of the viewer, which also uses the pool.
  const statements = sent.filter(({ text }) => !text.includes('access_tokens'));
  expect(statements.length).toBeGreaterThan(0);
  return statements;
}
