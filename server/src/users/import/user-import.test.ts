import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeToken } from '../../testing/access-tokens.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers } from '../../testing/user-requests.js';

interface Row {
  line: number;
  outcome: string;
  userId: string | null;
  changes: Record<string, object>;
  reasons: { code: string; field: string | null }[];
  counts?: object;
}

describe('POST /users/import/check', () => {
  let test: TestApp;
  let ada = '';

  beforeAll(async () => {
    test = await startTestApp();
    [ada = ''] = await createUsers(
      test,
      { email: 'ada@example.org', displayName: 'Ada', title: '=1+1', phone: '+41 44 000 00 00' },
      { email: 'bob@example.org', displayName: 'Bob', title: "'quoted" },
    );
  });
  afterAll(() => test.close());

  const send = (url: string, payload: string | Buffer | object, token = test.operator, type = 'text/csv') =>
    test.app.inject({
      method: 'POST',
      url,
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      payload,
    });
  const check = async (file: string, token?: string) => {
    const answer = await send('/users/import/check', file, token);
    expect(answer.statusCode, answer.body).toBe(200);
    const lines = answer.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);
    return { counts: lines.pop()?.counts, rows: lines };
  };
  const codes = ({ rows }: Awaited<ReturnType<typeof check>>) =>
    rows.map(({ outcome, reasons }) => reasons[0]?.code ?? outcome);

  it('shows row by row what would be created, changed, left and refused', async () => {
    const { rows, counts } = await check(
      'mail;name;department\nADA@example.org;Ada;Legal\nbob@example.org;Bob;\nnew@example.org;New;\nnobody;Nobody;\n',
    );
    expect(counts).toEqual({ CREATED: 1, CHANGED: 1, LEFT: 1, REFUSED: 1 });
    expect(rows[0]).toMatchObject({
      line: 2,
      userId: ada,
      changes: { department: { before: null, after: 'Legal' } },
    });
    expect(rows[3]).toMatchObject({
      line: 5,
      outcome: 'REFUSED',
      reasons: [{ code: 'INVALID', field: 'email' }],
    });
  });

  it('leaves everybody of an export as they are', async () => {
    const file = await send('/users/export', { format: 'csv' }, test.operator, 'application/json');
    const { counts } = await check(file.body);
    expect(counts).toEqual({ CREATED: 0, CHANGED: 0, LEFT: 2, REFUSED: 0 });
  });

  it('refuses a second row for one user, by the folding of addresses', async () => {
    const file = `id,email,displayName\n,x@example.org,X\n,X@EXAMPLE.ORG,X\n${ada},ada@example.org,Ada\n,Ada@example.org,Ada\n`;
    expect(codes(await check(file))).toEqual(['CREATED', 'DUPLICATE', 'LEFT', 'DUPLICATE']);
  });

  it('refuses a taken address, an unknown id, and a new user without a name', async () => {
    const file = `id,email,displayName\n${ada},bob@example.org,Ada\n${crypto.randomUUID()},y@example.org,Y\n,z@example.org\n`;
    expect(codes(await check(file))).toEqual(['EMAIL_TAKEN', 'NOT_FOUND', 'REQUIRED']);
  });

  it('lets nobody give a role that they may not give', async () => {
    const { token } = await makeToken(test.graphql, { permissions: ['USERS_READ', 'USERS_WRITE'] });
    const file = 'email,name,role\nv@example.org,V,Viewer\nw@example.org,W,\nu@example.org,U,Nonsense\n';
    expect(codes(await check(file, token))).toEqual(['NOT_ALLOWED', 'CREATED', 'NOT_FOUND']);
    expect(codes(await check(file))).toEqual(['CREATED', 'CREATED', 'NOT_FOUND']);
  });

  it('names the encoding that a file may have, and reads it in the one that is asked for', async () => {
    const file = Buffer.from('email,name\nm@example.org,J\xfcrgen M\xfcller\n', 'latin1');
    const refused = await send('/users/import/check', file);
    expect([refused.statusCode, refused.json().errors[0].extensions.code]).toEqual([400, 'ENCODING']);
    expect(refused.json().errors[0].message).toContain('windows-1252');
    const { body } = await send('/users/import/check?encoding=windows-1252', file);
    expect(body).toContain('Jürgen Müller');
    expect((await send('/users/import/check?encoding=shift_jis', file)).body).toContain('"code":"INVALID"');
    const wide = await send(
      '/users/import/check',
      Buffer.from('\uFEFFemail\tname\nm@example.org\tЖ\n', 'utf16le'),
    );
    expect(wide.body).toContain('"after":"Ж"');
  });

  it('reads 20,000 rows, and finds those that are there', async () => {
    await test.database.query(`insert into users (display_name, email)
      select 'Person ' || n, 'person' || n || '@example.org' from generate_series(1, 10000) as n`);
    const rows = Array.from({ length: 20_000 }, (_, n) => `person${n + 1}@example.org,Person ${n + 1}`);
    const { counts } = await check(['email,name', ...rows, ''].join('\n'));
    expect(counts).toEqual({ CREATED: 10_000, CHANGED: 0, LEFT: 10_000, REFUSED: 0 });
    await test.database.query(`delete from users where email like 'person%'`);
  });

  it('changes nothing', async () => {
    await check('email,name\nghost@example.org,Ghost\n');
    const { data } = await test.graphql('{ users { totalCount } }');
    expect(data.users.totalCount).toBe(2);
  });

  it('needs USERS_WRITE, CSV, a known encoding, and closed quotes', async () => {
    const { token } = await makeToken(test.graphql);
    const statusOf = async (...given: Parameters<typeof send>) => (await send(...given)).statusCode;
    expect(await statusOf('/users/import/check', 'email\n', 'nonsense')).toBe(401);
    expect(await statusOf('/users/import/check', 'email\n', token)).toBe(403);
    expect(await statusOf('/users/import/check', 'email\n', test.operator, 'text/plain')).toBe(415);
    expect(await statusOf('/users/import/check?encoding=klingon', 'email\n')).toBe(400);
    const broken = await send('/users/import/check', 'email\n"a\n');
    expect([broken.statusCode, broken.json().errors[0].extensions.code]).toEqual([400, 'QUOTE_NOT_CLOSED']);
  });
});
