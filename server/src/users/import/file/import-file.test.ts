import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../texts/csv.js';
import { guessColumns } from './import-columns.js';
import { guessEncoding, isReadable, markOf } from './import-encoding.js';
import { cellReader, csvRecords, delimiterOf, ImportFileError, type ImportRecord } from './import-records.js';

/** Chunks as from a network, which may end anywhere. */
async function* chunks(bytes: Buffer, size = 7) {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function read(bytes: Buffer, encoding = 'utf-8') {
  const rows: ImportRecord[] = [];
  for await (const record of csvRecords(chunks(bytes), { delimiter: delimiterOf(bytes), encoding })) {
    rows.push(record);
  }
  return rows;
}

const cellsOf = async (bytes: Buffer, encoding?: string) =>
  (await read(bytes, encoding)).map(({ cells }) => cells);

describe('the records of a file', () => {
  it.each([
    ['comma', 'a,b\n1,2\n'],
    ['semicolon', 'a;b\n1;2\n'],
    ['tab', 'a\tb\n1\t2\n'],
    ['sep= line', 'sep=;\r\na;b\r\n1;2\r\n'],
    ['no end of the last line', 'a,b\r\n1,2'],
    ['empty lines', '\n\na,b\n\n1,2\n\n'],
    ['old Macintosh line ends', 'a,b\r1,2\r'],
    ['quotes everywhere', '"a","b"\n"1","2"\n'],
    ['a delimiter in a quoted header does not count', '"a"|"b"\n1|2\n'],
  ])('are the same for each dialect: %s', async (_name, text) => {
    expect(await cellsOf(Buffer.from(text))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it.each([
    [
      'a quoted line break',
      'a,b\n"1\n2",3\n',
      [
        ['a', 'b'],
        ['1\n2', '3'],
      ],
    ],
    ['a doubled quote', 'a\n"say ""hi"""\n', [['a'], ['say "hi"']]],
    ['a quote inside an unquoted cell', 'a\n5" pipe\n', [['a'], ['5" pipe']]],
    ['ragged rows', 'a,b\n1\n1,2,3\n', [['a', 'b'], ['1'], ['1', '2', '3']]],
    ['leading zeros', 'a\n007\n', [['a'], ['007']]],
    ['a NUL byte', 'a\n1\0\n', [['a'], ['1\0']]],
    ['only a header', 'a,b\n', [['a', 'b']]],
    ['nothing', '', []],
    [
      'duplicate headers',
      'a,a\n1,2\n',
      [
        ['a', 'a'],
        ['1', '2'],
      ],
    ],
  ])('%s', async (_name, text, rows) => {
    expect(await cellsOf(Buffer.from(text))).toEqual(rows);
  });

  it('keep the line and the bytes of each record', async () => {
    const lines = ['a,b\r\n', '"1\r\n2",\xfc\r\n', '3,4\r\n'];
    const rows = await read(Buffer.from(lines.join(''), 'latin1'), 'windows-1252');
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 4]);
    expect(rows.map(({ raw }) => raw.toString('latin1').trim())).toEqual(lines.map((line) => line.trim()));
  });

  it.each([
    ['a quote that is never closed', 'a,b\n1,2\n"3,4\n', 'QUOTE_NOT_CLOSED', 3],
    ['a huge field', `a\n${'x'.repeat(200_000)}\n`, 'TOO_LARGE', 2],
    ['a thousand columns', `a\n${',1'.repeat(1_000)}\n`, 'TOO_LARGE', 2],
  ])('end with the line of the fault: %s', async (_name, text, fault, line) => {
    const error = await read(Buffer.from(text)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ImportFileError);
    expect(error).toMatchObject({ fault, line });
  });

  it('read back each cell of an export unchanged', async () => {
    const cells = ['=1+1', "'=A1", "''x", "'", '+41 44', '-', '@x', '\tx', "O'Neill", ' =x', '"', 'a\r\nb'];
    expect(await cellsOf(Buffer.from(csvLine(cells)))).toEqual([cells]);
  });
});

describe('the encoding of a file', () => {
  // A sentence of names in each, as bytes: TextEncoder only writes UTF-8.
  it.each([
    ['windows-1252', 'name\nM\xfcller, Jos\xe9, Bj\xf6rn', 'Müller'],
    ['windows-1250', 'name\nPawe\xb3, Micha\xb3 W\xf3jcik, Ma\xb3gorzata', 'Paweł'],
    ['windows-1251', 'name\n\xc8\xe2\xe0\xed\xee\xe2 \xcf\xe5\xf2\xf0', 'Иванов'],
    ['windows-1256', 'name\n\xe3\xcd\xe3\xcf \xc7\xe1\xda\xe1\xed \xc7\xe1\xc5\xcf\xc7\xd1\xc9', 'العلي'],
    ['shift_jis', 'name\n\x82\xb3\x82\xad\x82\xe7 \x83\x65\x83\x58\x83\x67', 'さくら'],
    ['gb18030', 'name\n\xd5\xc5\xce\xb0 \xc0\xee\xc4\xc8', '张伟'],
  ])('is guessed if it is not UTF-8: %s', (encoding, latin1, text) => {
    const bytes = Buffer.from(latin1, 'latin1');
    const found = guessEncoding(bytes);
    expect(found).toBe(encoding);
    expect(cellReader(found)(latin1)).toContain(text);
  });

  it('is known from a mark', () => {
    expect(markOf(Buffer.from('\uFEFFa'))).toEqual({ encoding: 'utf-8', length: 3 });
    expect(markOf(Buffer.from([0xff, 0xfe, 0x61, 0]))).toEqual({ encoding: 'utf-16le', length: 2 });
    expect(markOf(Buffer.from([0xfe, 0xff, 0, 0x61]))).toEqual({ encoding: 'utf-16be', length: 2 });
    expect(markOf(Buffer.from('a'))).toBeUndefined();
  });

  it('is refused if a quote can be a part of another character', () => {
    expect(isReadable('Shift_JIS')).toBe(true);
    expect(isReadable('iso-2022-jp')).toBe(false);
    expect(isReadable('klingon')).toBe(false);
  });

  it('refuses the bytes of another one instead of replacing them', () => {
    expect(cellReader('utf-8')('M\xfcller')).toBeNull();
  });
});

describe('the columns of a file', () => {
  it('are recognised by the names of the API, and by those of other programs', () => {
    const names = ['E-Mail Address', 'First name', 'surname', 'time_zone', 'password', 'mail', 'Role'];
    expect(guessColumns(names)).toEqual([
      'email',
      'givenName',
      'familyName',
      'timeZone',
      null,
      null,
      'roles',
    ]);
  });
});
