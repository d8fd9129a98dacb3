import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Ask, ask, type Both, OWNER, startBoth } from '../testing/servers/behind-nginx.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('TRUST_PROXY behind nginx', () => {
  let both: Both | undefined;
  afterEach(async () => {
    await both?.stop();
    both = undefined;
    await database.query('delete from sign_in_limits');
  });

  const signIn = async (password: string, asked: Ask) => {
    const input = { email: OWNER.ADMIN_EMAIL, password };
    const query =
      'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }';
    return ask(`${both?.nginx}/graphql`, {
      method: 'POST',
      localAddress: asked.localAddress ?? '127.0.0.1',
      headers: { 'content-type': 'application/json', ...asked.headers },
      body: JSON.stringify({ query, variables: { input } }),
    });
  };
  const codesOf = (body: string) =>
    (JSON.parse(body) as { data: { signIn: { userErrors: { code: string }[] } } }).data.signIn.userErrors.map(
      ({ code }) => code,
    );

  const CLIENT = '203.0.113.9';
  const OUTER = '127.0.0.9';

  /** nginx sees the address of the request's connection, and appends it to the header. */
  it.each([
    ['false', CLIENT, '127.0.0.1'],
    ['1', undefined, OUTER],
    ['1', CLIENT, OUTER],
    ['2', CLIENT, CLIENT],
    ['2', `192.0.2.66, ${CLIENT}`, CLIENT],
    ['2', `${CLIENT}:4711`, CLIENT],
    ['2', `[2001:DB8:0::1]:4711`, '2001:db8::1'],
    ['2', 'unknown', OUTER],
    ['2', 'a'.repeat(3000), OUTER],
    ['127.0.0.1', CLIENT, OUTER],
    ['127.0.0.0/29', CLIENT, OUTER],
    ['127.0.0.0/8', CLIENT, CLIENT],
    ['loopback', `192.0.2.66, ${CLIENT}`, CLIENT],
    ['uniquelocal', CLIENT, '127.0.0.1'],
    ['linklocal', CLIENT, '127.0.0.1'],
    ['true', `192.0.2.66, ${CLIENT}`, '192.0.2.66'],
  ])('%s with X-Forwarded-For %s records %s', async (TRUST_PROXY, forwarded, address) => {
    both = await startBoth(database, { TRUST_PROXY });
    await signIn('wrong', {
      localAddress: OUTER,
      ...(forwarded !== undefined && { headers: { 'x-forwarded-for': forwarded } }),
    });
    const failures = await database.query(
      `select address from audit_entries where action = 'SIGN_IN_FAILED' order by id desc limit 1`,
    );
    expect(failures).toEqual([{ address }]);
    await signIn(OWNER.ADMIN_PASSWORD, {
      localAddress: OUTER,
      ...(forwarded !== undefined && { headers: { 'x-forwarded-for': forwarded } }),
    });
    const sessions = await database.query('select address from sessions order by created_at desc limit 1');
    expect(sessions).toEqual([{ address }]);
  });

  it('1, as in Compose, counts each client separately, and ignores a forged header', async () => {
    both = await startBoth(database, { TRUST_PROXY: '1' });
    const codes = [];
    for (let guess = 0; guess < 12; guess += 1) {
      const forged = { 'x-forwarded-for': `198.51.100.${guess}` };
      codes.push(...codesOf((await signIn('wrong', { localAddress: '127.0.0.2', headers: forged })).body));
    }
    expect(codes).toEqual([...Array<string>(10).fill('WRONG_CREDENTIALS'), 'LIMIT', 'LIMIT']);
    const elsewhere = await signIn(OWNER.ADMIN_PASSWORD, { localAddress: '127.0.0.3' });
    expect(codesOf(elsewhere.body)).toEqual([]);
  });

  it('1 accepts nginx’s header that people use https', async () => {
    both = await startBoth(database, { TRUST_PROXY: '1' });
    const byHttps = { 'x-forwarded-proto': 'https' };
    const { headers } = await signIn(OWNER.ADMIN_PASSWORD, { headers: byHttps });
    expect(headers['set-cookie']?.join()).toMatch(/^__Secure-rollcall_.*Secure/);
    const plain = await signIn(OWNER.ADMIN_PASSWORD, {});
    expect(plain.headers['set-cookie']?.join()).toMatch(/^rollcall_/);
  });
});
