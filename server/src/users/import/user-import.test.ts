import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../database/orm.js';
import { makeToken, withToken } from '../../testing/accounts/access-tokens.js';
import {
  check,
  checkAgain,
  codesOf,
  countsOf,
  importIn,
  refusedOf,
  upload,
} from '../../testing/requests/import-requests.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers } from '../../testing/requests/user-requests.js';
import { sweepImports } from './user-import-sweep.service.js';

const ROWS = `query ($id: ID!, $outcome: UserImportOutcome, $first: Int, $after: String) {
  userImport(id: $id) { fileName total rows(outcome: $outcome, first: $first, after: $after) {
    nodes { line outcome reasons { message } } pageInfo { hasNextPage endCursor } } } }`;

describe('the dry run of an import', () => {
  let test: TestApp;
  let ada = '';

  beforeAll(async () => {
    test = await startTestApp();
    [ada = ''] = await createUsers(
      test,
      { email: 'ada@example.org', displayName: 'Ada', title: '=1+1', phone: '+41 44 000 00 00' },
      { email: 'bob@example.org', displayName: 'Bob', title: "'quoted" },
    );
    await test.graphql(
      `mutation { createRole(input: { name: "Sales; North", permissions: [USERS_READ] }) { role { id } } }`,
    );
  });
  afterAll(() => test.close());

  it('shows for each row whether it would be created, changed, unchanged or refused', async () => {
    const found = await check(
      test,
      'mail;name;department\nADA@example.org;Ada;Legal\nbob@example.org;Bob;\nnew@example.org;New;\nnobody;Nobody;\n',
    );
    expect(countsOf(found)).toEqual([1, 1, 1, 1]);
    expect(found.rows.nodes[0]).toMatchObject({
      line: 2,
      userId: ada,
      changes: [
        { field: 'email', before: 'ada@example.org', after: 'ADA@example.org' },
        { field: 'department', before: null, after: 'Legal' },
      ],
    });
    expect(found.rows.nodes[3]).toMatchObject({ line: 5, reasons: [{ code: 'INVALID', path: ['email'] }] });
  });

  it('changes no user for an export, in both formats', async () => {
    for (const [format, type] of [
      ['csv', 'text/csv'],
      ['jsonl', 'application/jsonl'],
    ] as const) {
      const file = await test.app.inject({
        method: 'POST',
        url: '/users/export',
        headers: { authorization: `Bearer ${test.operator}` },
        payload: { format },
      });
      expect(countsOf(await check(test, file.body, { type }))).toEqual([0, 0, 2, 0]);
    }
  });

  it('refuses a second row for one user, by the folding of addresses', async () => {
    const file = `id,email,displayName\n,x@example.org,X\n,X@EXAMPLE.ORG,X\n${ada},ada@example.org,Ada\n,ada@example.org,Ada\n`;
    expect(codesOf(await check(test, file))).toEqual(['CREATED', 'DUPLICATE', 'UNCHANGED', 'DUPLICATE']);
  });

  it('refuses a taken address, an unknown id, and a new user without a name', async () => {
    const file = `id,email,displayName\n${ada},bob@example.org,Ada\n${randomUUID()},y@example.org,Y\n,z@example.org\n`;
    expect(codesOf(await check(test, file))).toEqual(['EMAIL_TAKEN', 'NOT_FOUND', 'REQUIRED']);
  });

  it('refuses roles that the viewer may not give', async () => {
    const { token } = await makeToken(test.graphql, { permissions: ['USERS_READ', 'USERS_WRITE'] });
    const file = 'email,name,role\nv@example.org,V,Viewer\nw@example.org,W,\nu@example.org,U,Nonsense\n';
    expect(codesOf(await check(test, file, { token }))).toEqual(['NOT_ALLOWED', 'CREATED', 'NOT_FOUND']);
    expect(codesOf(await check(test, file))).toEqual(['CREATED', 'CREATED', 'NOT_FOUND']);
  });

  it('finds a role by the folding of the unique index, also one whose name holds a semicolon', async () => {
    const file =
      'email,name,role\na@new.example,A,ＶＩＥＷＥＲ\nb@new.example,B,sales; north\nc@new.example,C,Viewer; Auditor\n';
    const { rows } = await check(test, file);
    const roles = rows.nodes.map(({ changes }) => changes.find(({ field }) => field === 'roles')?.after);
    expect(roles).toEqual(['Viewer', 'Sales; North', 'Auditor, Viewer']);
  });

  it('guesses the encoding of a file that is not UTF-8, and reads it again in another one without a new upload', async () => {
    const id = randomUUID();
    const found = await check(
      test,
      Buffer.from('email,name\nm@example.org,J\xfcrgen M\xfcller\n', 'latin1'),
      { id },
    );
    expect(found.reading).toMatchObject({ encoding: 'windows-1252', isEncodingGuessed: true });
    expect(found.reading?.columns[1]).toEqual({
      name: 'name',
      field: 'displayName',
      samples: ['Jürgen Müller'],
    });
    const other = importIn(await checkAgain(test, id, { encoding: 'windows-1251' }));
    expect(other.reading).toMatchObject({ encoding: 'windows-1251', isEncodingGuessed: false });
    expect(other.reading?.columns[1]?.samples).toEqual(['Jьrgen Mьller']);
    expect(codesOf(importIn(await checkAgain(test, id, { encoding: 'shift_jis' })))).toEqual(['INVALID']);
    const wide = Buffer.from('\uFEFFemail\tname\nm@example.org\tЖ\n', 'utf16le');
    expect((await check(test, wide)).rows.nodes[0]?.changes[1]?.after).toBe('Ж');
  });

  it('accepts the delimiter, the columns and the match from a person', async () => {
    const id = randomUUID();
    const first = await check(test, `a|b|c\nADA@example.org|Ada L.|${ada}\n`, {
      id,
      query: 'name=people.csv',
    });
    expect(codesOf(first)).toEqual(['REQUIRED']);
    const columns = ['email', 'displayName', 'id'];
    const by = async (match: string) => {
      const found = importIn(await checkAgain(test, id, { columns, match, delimiter: '|' }));
      return [codesOf(found)[0], found.rows.nodes[0]?.userId];
    };
    expect(await by('ID_OR_EMAIL')).toEqual(['CHANGED', ada]);
    expect(await by('EMAIL')).toEqual(['CHANGED', ada]);
    const withoutId = { columns: ['email', 'displayName', null], match: 'ID' };
    expect(codesOf(importIn(await checkAgain(test, id, withoutId)))).toEqual(['EMAIL_TAKEN']);
    expect(importIn(await checkAgain(test, id, { delimiter: ';' })).reading?.columns).toHaveLength(1);
    for (const wrong of [
      { columns: ['email', 'email'] },
      { columns: ['password'] },
      { delimiter: 'x' },
      { x: 1 },
    ]) {
      expect((await checkAgain(test, id, wrong)).statusCode).toBe(400);
    }
  });

  it('reads JSON lines, in which a key that is missing changes nothing and null empties a field', async () => {
    const rows = [
      { email: 'ada@example.org', title: null },
      { email: 'bob@example.org', displayName: 'Bob B.' },
      { email: 'n@example.org', displayName: 'N', roles: ['Viewer', 'Auditor'] },
    ];
    const file = [...rows.map((row) => JSON.stringify(row)), '', '[1]', '{"email"'].join('\n');
    const found = await check(test, file, { type: 'application/x-ndjson' });
    expect(codesOf(found)).toEqual(['CHANGED', 'CHANGED', 'CREATED', 'INVALID', 'INVALID']);
    expect(found.rows.nodes.map(({ line }) => line)).toEqual([1, 2, 3, 5, 6]);
    expect(found.rows.nodes[0]?.changes).toEqual([{ field: 'title', before: '=1+1', after: null }]);
  });

  it('lists the rows by pages and by outcome, with reasons in the language of the request', async () => {
    const id = randomUUID();
    const lines = Array.from({ length: 7 }, (_, n) => `p${n}@example.org,${n % 2 ? '' : `P ${n}`}`);
    await check(test, ['email,name', ...lines, ''].join('\n'), { id, query: 'name=p.csv' });
    const read = async (variables: object, headers = {}) =>
      (await test.graphql(ROWS, { id, ...variables }, headers)).data.userImport;
    const first = await read({ outcome: 'REFUSED', first: 2 });
    expect([first.fileName, first.rows.nodes.map(({ line }: { line: number }) => line)]).toEqual([
      'p.csv',
      [3, 5],
    ]);
    const { endCursor: after } = first.rows.pageInfo;
    const rest = await read({ outcome: 'REFUSED', first: 2, after }, { 'accept-language': 'ar' });
    expect(rest.rows.nodes).toEqual([
      { line: 7, outcome: 'REFUSED', reasons: [{ message: expect.stringMatching(/[ء-ي]/) }] },
    ]);
    expect(rest.rows.pageInfo.hasNextPage).toBe(false);
  });

  it('returns the refused rows as a file with their bytes, and accepts that file once it is corrected', async () => {
    const id = randomUUID();
    await check(
      test,
      Buffer.from('email;name\r\n"q@example.org";"J\xfcr\r\ngen"\r\nz@example.org;Z\r\n', 'latin1'),
      { id },
    );
    const file = (await refusedOf(test, id)).toString('latin1');
    expect(file).toBe(
      'importLine;importReason;email;name\r\n2;"displayName: INVALID";"q@example.org";"J\xfcr\r\ngen"\r\n',
    );
    const corrected = Buffer.from(file.replace('J\xfcr\r\ngen', 'J\xfcrgen'), 'latin1');
    expect(countsOf(await check(test, corrected))).toEqual([1, 0, 0, 0]);
    const lines = randomUUID();
    await check(test, '{"email":"x"}\n', { id: lines, type: 'application/jsonl' });
    expect(JSON.parse((await refusedOf(test, lines)).toString())).toMatchObject({
      importLine: 1,
      email: 'x',
    });
  });

  it('stores a file in parts, and accepts a retried part', async () => {
    const id = randomUUID();
    const [head, rest] = ['email,name\nq@exam', 'ple.org,Q\n'];
    expect((await upload(test, head, { id, query: 'last=false' })).statusCode).toBe(204);
    const early = await upload(test, rest, { id, query: 'offset=100' });
    expect([early.statusCode, early.headers['upload-offset']]).toEqual([409, String(head.length)]);
    for (let times = 0; times < 2; times += 1) {
      const found = await check(test, rest, { id, query: `offset=${head.length}` });
      expect([found.total, found.created]).toEqual([1, 1]);
    }
  });

  it('shows an import only to its actor', async () => {
    const id = randomUUID();
    await check(test, 'email,name\ns@example.org,S\n', { id });
    const { token } = await makeToken(test.graphql, { permissions: ['USERS_READ', 'USERS_WRITE'] });
    expect((await withToken(test, token)(ROWS, { id })).data.userImport).toBeNull();
    expect((await checkAgain(test, id, {}, token)).body).toContain('NOT_FOUND');
    expect((await upload(test, 'email\n', { id, token })).statusCode).toBe(409);
  });

  it('deletes the file and its rows after three days', async () => {
    const id = randomUUID();
    await check(test, 'email,name\ns@example.org,S\n', { id });
    await test.database.query(`update user_imports set expires_at = now() - interval '1 s' where id = $1`, [
      id,
    ]);
    const { orm } = await openDatabase(test.database.url, test.app.log);
    await sweepImports(orm.em.getKysely());
    await orm.close();
    for (const table of ['user_import_rows', 'user_import_parts']) {
      expect(await test.database.query(`select from ${table} where import_id = $1`, [id])).toEqual([]);
    }
    expect((await test.graphql(ROWS, { id })).data.userImport).toBeNull();
  });

  it('removes the values of an erased user', async () => {
    const [id, known] = [randomUUID(), randomUUID()];
    const [gone = ''] = await createUsers(test, { email: 'gone@example.org', displayName: 'Gone' });
    await check(test, 'email,name\ngone@example.org,Gone\nother@example.org,Other\n', { id });
    await check(test, `id,name\n${gone},Gone too\n`, { id: known });
    await test.graphql('mutation ($id: ID!) { deleteUser(id: $id) { userErrors { code } } }', { id: gone });
    await test.graphql('mutation ($id: ID!) { eraseUsers(ids: [$id], confirmation: "erase 1") { ids } }', {
      id: gone,
    });
    const kept = await test.database.query(
      `select (select jsonb_agg(r) from user_import_rows r where import_id = any($1)) as rows,
        (select jsonb_agg(convert_from(p.bytes, 'UTF8')) from user_import_parts p where import_id = any($1)) as parts,
        (select jsonb_agg(i) from user_imports i where id = any($1)) as imports`,
      [[id, known]],
    );
    expect(JSON.stringify(kept)).not.toContain('Gone');
    expect(JSON.stringify(kept)).toContain('Other');
    expect((await checkAgain(test, id, {})).body).toContain('NOT_FOUND');
  });

  it('reads more rows than one statement stages, and finds the existing users', async () => {
    await test.database.query(`insert into users (display_name, email)
      select 'Person ' || n, 'person' || n || '@example.org' from generate_series(1, 2500) as n`);
    const rows = Array.from({ length: 5_000 }, (_, n) => `person${n + 1}@example.org,Person ${n + 1}`);
    const found = await check(test, ['email,name', ...rows, ''].join('\n'));
    expect(countsOf(found)).toEqual([2_500, 0, 2_500, 0]);
    await test.database.query(`delete from users where email like 'person%'`);
  });

  it('changes no user', async () => {
    const before = await test.database.query('select id, version from users order by id');
    await check(test, 'email,name\nghost@example.org,Ghost\nada@example.org,Changed\n');
    expect(await test.database.query('select id, version from users order by id')).toEqual(before);
  });

  it('has a fault and its line if the file cannot be read', async () => {
    const { fault, faultLine, total } = await check(test, 'email\n"a\n');
    expect([fault, faultLine, total]).toEqual(['QUOTE_NOT_CLOSED', 2, 0]);
  });

  it('needs USERS_WRITE, a known media type, and an id', async () => {
    const { token } = await makeToken(test.graphql);
    const statusOf = async (...sent: Parameters<typeof upload> extends [unknown, ...infer R] ? R : never) =>
      (await upload(test, ...sent)).statusCode;
    expect(await statusOf('email\n', { token: 'nonsense' })).toBe(401);
    expect(await statusOf('email\n', { token })).toBe(403);
    expect(await statusOf('email\n', { type: 'text/plain' })).toBe(415);
    expect(await statusOf('email\n', { id: 'x' })).toBe(400);
    expect(await statusOf('email\n', { query: 'offset=-1' })).toBe(400);
  });
});
