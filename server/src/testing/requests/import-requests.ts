import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { TestApp } from '../test-app.js';

export interface ImportedRow {
  line: number;
  outcome: string;
  userId: string | null;
  email: string | null;
  displayName: string | null;
  changes: { field: string; before: string | null; after: string | null }[];
  reasons: { code: string; path: string[]; message: string }[];
  isReclassified: boolean;
}

export interface Imported {
  id: string;
  reading: {
    encoding: string;
    isEncodingGuessed: boolean;
    delimiter: string | null;
    columns: { name: string; field: string | null; samples: string[] }[];
  } | null;
  fault: string | null;
  faultLine: number | null;
  total: number;
  created: number;
  changed: number;
  unchanged: number;
  refused: number;
  reclassified: number | null;
  rows: { nodes: ImportedRow[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

interface Sent {
  id?: string;
  token?: string;
  type?: string;
  query?: string;
  language?: string;
}

type App = Pick<TestApp, 'app' | 'operator'>;

/** Sends a file, or a part of it. */
export function upload({ app, operator }: App, file: string | Buffer, sent: Sent = {}) {
  const { id = randomUUID(), token = operator, type = 'text/csv', query = '', language = 'en' } = sent;
  return app.inject({
    method: 'PUT',
    url: `/users/imports/${id}?${query}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': type, 'accept-language': language },
    payload: file,
  });
}

/** The import in the last line of a check's answer. */
export function importIn(answer: { statusCode: number; body: string }): Imported {
  expect(answer.statusCode, answer.body).toBe(200);
  const last = JSON.parse(answer.body.trim().split('\n').at(-1) ?? '') as { import?: Imported };
  if (!last.import) throw new Error(answer.body);
  return last.import;
}

/** Sends a file, and returns the outcome that an import would have. */
export async function check(test: App, file: string | Buffer, sent?: Sent): Promise<Imported> {
  return importIn(await upload(test, file, sent));
}

/** Checks an uploaded file again. */
export function checkAgain({ app, operator }: App, id: string, choices: object, token = operator) {
  return app.inject({
    method: 'POST',
    url: `/users/imports/${id}/check`,
    headers: { authorization: `Bearer ${token}` },
    payload: choices,
  });
}

/** The refused rows of an import as a file. */
export async function refusedOf({ app, operator }: App, id: string): Promise<Buffer> {
  const answer = await app.inject({
    method: 'GET',
    url: `/users/imports/${id}/refused`,
    headers: { authorization: `Bearer ${operator}` },
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.rawPayload;
}

/** The first reason of each row, else its outcome. */
export function codesOf({ rows }: Imported): string[] {
  return rows.nodes.map(({ outcome, reasons }) => reasons[0]?.code ?? outcome);
}

export function countsOf({ created, changed, unchanged, refused }: Imported): number[] {
  return [created, changed, unchanged, refused];
}
