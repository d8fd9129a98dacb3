import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './testing/test-app.js';
import { createUsers } from './testing/requests/user-requests.js';

const DOCUMENTS = ['../../docs/api.md', '../../README.md'];

interface Example {
  heading: string;
  language: 'sh' | 'js';
  code: string;
  answer: unknown;
}

/** Every block of curl or Node, with the answer below it. */
function examplesOf(text: string): Example[] {
  const found = text.matchAll(/```(sh|js)\n((?:(?!```).)*)```\n\n```json\n(.*?)```/gs);
  return [...found].map(({ index, 1: language, 2: code = '', 3: answer = '' }) => ({
    heading: /## (.*)(?![^]*\n## )/.exec(text.slice(0, index))?.[1] ?? '',
    language: language as Example['language'],
    code,
    answer: JSON.parse(answer) as unknown,
  }));
}

/** The same fields with values of the same kinds; ids, cursors and counts differ from run to run. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, shapeOf(field)]));
}

const texts = DOCUMENTS.map((path) => readFile(new URL(path, import.meta.url), 'utf8'));
const examples = (await Promise.all(texts)).flatMap(examplesOf);

/** The user that the document's first example signs in. */
const OWNER = { ADMIN_EMAIL: 'owner@example.org', ADMIN_PASSWORD: 'sour-plum-teapot-91' };

describe('docs/api.md and README.md', () => {
  let test: TestApp;
  let folder: string;
  let address: string;

  beforeAll(async () => {
    test = await startTestApp({ env: OWNER });
    address = await test.listen();
    await createUsers(test, { email: 'ada@example.org', displayName: 'Ada Lovelace' });
    folder = mkdtempSync(join(tmpdir(), 'rollcall-api-'));
    if (!hasCurl()) {
      const curl = join(folder, 'curl');
      copyFileSync(new URL('testing/documents/curl.mjs', import.meta.url), curl);
      chmodSync(curl, 0o755);
    }
  });
  afterAll(async () => {
    await test.close();
    rmSync(folder, { recursive: true });
  });

  it('has examples for curl and for Node', () => {
    expect(new Set(examples.map(({ language }) => language))).toEqual(new Set(['sh', 'js']));
    expect(examples.length).toBeGreaterThanOrEqual(5);
  });

  // In the documents' order, as a later example may need data that an earlier one wrote.
  it.each(examples)(
    '“$heading” ($language) gives the documented answer',
    async ({ language, code, answer }) => {
      const file = join(folder, language === 'sh' ? 'example.sh' : 'example.mjs');
      writeFileSync(file, code.replaceAll('http://localhost:4000', address));
      const program = language === 'sh' ? 'sh' : process.execPath;
      const path = [folder, dirname(process.execPath), process.env['PATH']].join(':');
      const { stdout } = await promisify(execFile)(program, [file], {
        env: { PATH: path, TOKEN: test.operator },
      });
      expect(shapeOf(JSON.parse(stdout))).toEqual(shapeOf(answer));
    },
  );
});

function hasCurl(): boolean {
  try {
    // --json came with 7.82.
    return execFileSync('curl', ['--help', 'all'], { encoding: 'utf8' }).includes('--json');
  } catch {
    return false;
  }
}
