import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check, refusedOf } from '../../testing/requests/import-requests.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

/** Files as other programs write them, each with its outcome beside it in a file `….expected.json`. */
const FOLDER = fileURLToPath(new URL('../../../src/users/import/awkward/', import.meta.url));

const files = readdirSync(FOLDER).filter((name) => !name.endsWith('.json'));

describe('an awkward file', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it.each(files)('has its outcome: %s', async (name) => {
    const bytes = readFileSync(FOLDER + name);
    const expected: unknown = JSON.parse(readFileSync(`${FOLDER}${name}.expected.json`, 'utf8'));
    const type = name.endsWith('.jsonl') ? 'application/jsonl' : 'text/csv';
    const { id, reading, fault, rows, refused } = await check(test, bytes, { type });
    expect({
      encoding: reading?.encoding,
      isEncodingGuessed: reading?.isEncodingGuessed,
      delimiter: reading?.delimiter,
      fault,
      rows: rows.nodes.map(
        ({ outcome, reasons, displayName }) => `${reasons[0]?.code ?? outcome} ${displayName ?? ''}`,
      ),
    }).toEqual(expected);
    expect(reading?.columns.map(({ field }) => field)).not.toContain('password');
    // The refused rows can be uploaded as they came back. Of two rows for one user, the second is then the only one.
    if (refused > 0) {
      const again = await check(test, await refusedOf(test, id), { type });
      expect([again.total, again.refused]).toEqual([refused, name === 'duplicates.csv' ? 0 : refused]);
    }
  });
});
