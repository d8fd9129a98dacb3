import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check, checkAgain, importIn, refusedOf } from '../../../testing/requests/import-requests.js';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';

/** Characters whose second byte is that of `|`, as Latin-1. */
const WITH_BAR: [string, string, string][] = [
  ['shift_jis', '\x83\x7c', 'ポ'],
  ['gb18030', '\x81\x7c', new TextDecoder('gb18030').decode(Buffer.from([0x81, 0x7c]))],
  ['gbk', '\x81\x7c', new TextDecoder('gbk').decode(Buffer.from([0x81, 0x7c]))],
  ['big5', '\xa4\x7c', new TextDecoder('big5').decode(Buffer.from([0xa4, 0x7c]))],
];

describe('a file with | between its cells', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it.each(WITH_BAR)('is read if a character has this byte: %s', async (encoding, bytes, text) => {
    // The second one is not valid in the encoding.
    const lines = [
      'email|name|department',
      `a@example.org|${bytes}1|${bytes}`,
      `bad@example.org|x${encoding === 'big5' ? '\xa4 ' : '\xff'}|y`,
      `wrong|${bytes}2|"${bytes}"`,
      '',
    ];
    const { id } = await check(test, Buffer.from(lines.join('\n'), 'latin1'));
    const found = importIn(await checkAgain(test, id, { encoding, delimiter: '|' }));
    const [first, ...refused] = found.rows.nodes;
    expect(first).toMatchObject({ outcome: 'CREATED', email: 'a@example.org', displayName: `${text}1` });
    expect(first?.changes).toContainEqual({ field: 'department', before: null, after: text });
    expect(refused.map(({ outcome, line }) => [outcome, line])).toEqual([
      ['REFUSED', 3],
      ['REFUSED', 4],
    ]);
    const again = await refusedOf(test, id);
    const corrected = again.toString('latin1').replace('wrong|', 'right@example.org|');
    const next = await check(test, Buffer.from(corrected, 'latin1'));
    const last = importIn(
      await checkAgain(test, next.id, {
        delimiter: '|',
        ...(next.reading?.isEncodingGuessed && { encoding }),
      }),
    );
    expect(last.rows.nodes.at(-1)).toMatchObject({ outcome: 'CREATED', displayName: `${text}2` });
  });
});
