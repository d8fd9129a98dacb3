import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { createUsers } from '../testing/requests/user-requests.js';

describe('/audit/export', () => {
  let test: TestApp;
  let formula = '';

  beforeAll(async () => {
    test = await startTestApp();
    [formula = ''] = await createUsers(test, { email: '=1+1@example.org', displayName: 'A "quoted", name' });
    // More entries than one statement reads, one minute apart, after the entry that exists: 1 is the oldest.
    await test.database.query(`insert into audit_entries (occurred_at, action, request_id)
      select '2027-01-01 00:00:00+00'::timestamptz + i * interval '1 minute', 'SIGNED_IN', i::text
      from generate_series(1, 2500) as i`);
  });
  afterAll(() => test.close());

  const get = (query: string, token = test.operator) =>
    test.app.inject({ url: `/audit/export?${query}`, headers: { authorization: `Bearer ${token}` } });
  const entriesOf = async (query: string) => {
    const { body, statusCode } = await get(`format=jsonl&${query}`);
    expect(statusCode).toBe(200);
    const lines = body.split('\n');
    expect(lines.pop()).toBe('');
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  it('returns every entry once, newest first, over several pages', async () => {
    const entries = await entriesOf('from=2027-01-01');
    expect(entries.map(({ requestId }) => Number(requestId))).toEqual(
      Array.from({ length: 2500 }, (_, i) => 2500 - i),
    );
    expect(entries[0]).toMatchObject({
      occurredAt: '2027-01-02T17:40:00.000Z',
      actorEmail: null,
      changes: {},
    });
  });

  it('returns the entries that match the conditions', async () => {
    const span = await entriesOf('from=2027-01-01T00:01:00Z&until=2027-01-01T02:03:00%2B02:00');
    expect(span.map(({ requestId }) => requestId)).toEqual(['2', '1']);
    const [created, ...others] = await entriesOf(
      `targetId=${formula}&action=USER_CREATED&action=USER_DELETED`,
    );
    expect(others).toEqual([]);
    expect(created).toMatchObject({
      targetEmail: '=1+1@example.org',
      changes: { displayName: { before: null, after: 'A "quoted", name' } },
    });
  });

  it('writes CSV whose cells no spreadsheet reads as formulas', async () => {
    const { body, headers } = await get(`targetId=${formula}`);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; filename="audit-[\d-]+\.csv"$/) as string,
      'cache-control': 'no-store',
    });
    const [head = '', line = '', end] = body.split('\r\n');
    expect(head.startsWith('\uFEFF"id","occurredAt","action"')).toBe(true);
    expect(line).toContain(`,"'=1+1@example.org",`);
    expect(line).toContain(String.raw`""after"":""A \""quoted\"", name""`);
    expect(end).toBe('');
  });

  it.each([
    'format=xml',
    'action=NOTHING',
    'from=yesterday',
    'from=2027-99-99',
    'actor=x',
    'from=2027-01-01&from=2028-01-01',
  ])('refuses %s', async (query) => {
    const answer = await get(query);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  it.each(['from=2026-02-30', 'until=2026-11-31T00:00:00Z', 'from=2026-13-01', 'actorId=abc', 'targetId='])(
    'refuses an invalid date and an invalid id: %s',
    async (parameters) => {
      const headers = { authorization: `Bearer ${test.operator}` };
      const { statusCode } = await test.app.inject({ url: `/audit/export?${parameters}`, headers });
      expect(statusCode).toBe(400);
    },
  );

  it('shows without USERS_READ that names and addresses changed, without the values, as the list does', async () => {
    const [other] = await createUsers(test, { email: 'hidden@example.org', displayName: 'Hidden Person' });
    const secret = 'rollcall_auditor';
    await test.database.query(
      `insert into access_tokens (name, hash, permissions) values ('auditor', sha256($1), '{AUDIT_READ}')`,
      [secret],
    );
    const headers = { authorization: `Bearer ${secret}` };
    const where = `{ targetId: "${other}" }`;
    const query = `{ auditEntries(where: ${where}) { nodes { changes { field before after } } } }`;
    const { data } = await test.graphql(query, {}, headers);
    expect(data.auditEntries.nodes[0].changes).toContainEqual({ field: 'email', before: null, after: null });
    const { body } = await test.app.inject({ url: `/audit/export?targetId=${other}`, headers });
    expect(body).toContain('displayName');
    expect(JSON.stringify(data) + body).not.toMatch(/hidden@|Hidden Person/);
    const { data: seen } = await test.graphql(query);
    expect(JSON.stringify(seen)).toContain('hidden@example.org');
    await test.database.query(`delete from access_tokens where name = 'auditor'`);
  });

  it('needs AUDIT_READ, and shows no address of a user without USERS_READ', async () => {
    expect((await get('', 'nonsense')).statusCode).toBe(401);
    await test.database.query(`update access_tokens set permissions = '{AUDIT_READ}'`);
    expect(await entriesOf(`targetId=${formula}`)).toMatchObject([{ targetId: formula, targetEmail: null }]);
    await test.database.query(`update access_tokens set permissions = '{USERS_READ}'`);
    expect((await get('')).statusCode).toBe(403);
  });
});
