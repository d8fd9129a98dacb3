import { randomUUID } from 'node:crypto';
import { residentMemory } from '../cpu/cpu-time.js';
import { ask, headersOf, timed } from './bulk.js';
import { type Product, withProduct } from './product.js';

/** Seconds, and bytes by which the resident memory grew. */
export interface Import {
  rows: number;
  checked: number;
  applied: number;
  undone: number;
  largeRows: number;
  largeChecked: number;
  grewBy: number;
}

const SAMPLED_MS = 50;

/** Rows of a warm-up file, so that code and data loaded only once do not count as growth. */
const WARM_UP = 1_000;

/** Parts as the console sends them. */
const PART_BYTES = 4_000_000;

/** Dry run, start and undo of a file of new users, and the memory that the dry run of a larger one takes. */
export async function measureImport(databaseUrl: string, rows: number, largeRows: number): Promise<Import> {
  return withProduct(databaseUrl, async (product) => {
    await check(product, WARM_UP, 'warm');
    const first = await check(product, rows, 'new');
    const job = await timed(product, await ask(product, APPLY, { input: { id: first.id } }));
    assertAll(rows, job.changed);
    const undone = await timed(product, await ask(product, UNDO, { id: job.id }));
    assertAll(rows, undone.changed);
    const before = residentMemory(product.pid);
    let peak = before;
    const sampler = setInterval(() => (peak = Math.max(peak, residentMemory(product.pid))), SAMPLED_MS);
    const large = await check(product, largeRows, 'large').finally(() => clearInterval(sampler));
    return {
      rows,
      checked: first.seconds,
      applied: job.seconds,
      undone: undone.seconds,
      largeRows,
      largeChecked: large.seconds,
      grewBy: peak - before,
    };
  });
}

/** A job that changes fewer users is faster. */
function assertAll(rows: number, changed: number): void {
  if (changed !== rows) throw new Error(`${changed} of ${rows} users were changed`);
}

const APPLY = `mutation ($input: ApplyUserImportInput!) { write: applyUserImport(input: $input) { job { id } } }`;
const UNDO = `mutation ($id: ID!) { write: undoBulkJob(id: $id) { job { id } } }`;

/** Uploads a file in parts, and waits for its dry run. */
async function check(product: Product, rows: number, name: string): Promise<{ id: string; seconds: number }> {
  const id = randomUUID();
  const began = performance.now();
  let offset = 0;
  let body = 'email,displayName,givenName,familyName,title,department,phone,locale\n';
  for (let row = 1; row <= rows; row += 1) {
    body += `${name}${row}@import.example,Person Number ${row},Given${row},Family${row},Engineer,Dept ${row % 40},+41 44 ${row},en-GB\n`;
    if (row < rows && body.length < PART_BYTES) continue;
    const answer = await send(product, id, { offset, body, isLast: row === rows });
    if (row === rows && !answer.includes(`"created":${rows}`)) throw new Error(answer.slice(-500));
    offset += body.length;
    body = '';
  }
  return { id, seconds: (performance.now() - began) / 1000 };
}

async function send(
  product: Product,
  id: string,
  { offset, body, isLast }: { offset: number; body: string; isLast: boolean },
): Promise<string> {
  const { port } = product.running;
  const url = `http://127.0.0.1:${port}/users/imports/${id}?name=bench.csv&offset=${offset}&last=${isLast}`;
  const headers = { ...headersOf(product), 'content-type': 'text/csv' };
  const answer = await fetch(url, { method: 'PUT', headers, body });
  if (!answer.ok) throw new Error(`the upload was answered with ${answer.status}`);
  return answer.text();
}
