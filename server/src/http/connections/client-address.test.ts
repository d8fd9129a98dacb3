import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPerson, PASSWORD } from '../../testing/accounts/signed-in.js';
import { type GraphqlAnswer, startTestApp, type TestApp } from '../../testing/test-app.js';

let first: TestApp;
beforeAll(async () => {
  first = await startTestApp();
  await createPerson(first, 'ann@example.org');
});
afterAll(() => first.close());

interface Hop {
  remoteAddress: string;
  forwardedFor?: string;
  more?: Record<string, string>;
}

function signIn({ app }: TestApp, { remoteAddress, forwardedFor, more }: Hop, password: string) {
  return app.inject({
    method: 'POST',
    url: '/graphql',
    remoteAddress,
    headers: { ...(forwardedFor && { 'x-forwarded-for': forwardedFor }), ...more },
    payload: {
      query: `mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }`,
      variables: { input: { email: 'ann@example.org', password } },
    },
  });
}

/** The address under which a failure is recorded. */
async function recorded(TRUST_PROXY: string, hop: Hop): Promise<string> {
  const test = await startTestApp({ env: { TRUST_PROXY }, database: first.database });
  await first.database.query('delete from sign_in_limits');
  await signIn(test, hop, 'wrong');
  await test.close();
  const { data } = await first.graphql('{ auditEntries(first: 1) { nodes { action address } } }');
  expect(data.auditEntries.nodes[0].action).toBe('SIGN_IN_FAILED');
  return data.auditEntries.nodes[0].address as string;
}

const NGINX = '172.18.0.5';
const BALANCER = '198.51.100.2';
const CLIENT = '203.0.113.9';

describe('TRUST_PROXY', () => {
  it.each([
    ['false', { remoteAddress: NGINX, forwardedFor: CLIENT }, NGINX],
    ['0', { remoteAddress: NGINX, forwardedFor: CLIENT }, NGINX],
    ['1', { remoteAddress: NGINX, forwardedFor: CLIENT }, CLIENT],
    ['1', { remoteAddress: NGINX, forwardedFor: `192.0.2.66, ${CLIENT}` }, CLIENT],
    ['1', { remoteAddress: NGINX }, NGINX],
    ['2', { remoteAddress: NGINX, forwardedFor: `${CLIENT}, ${BALANCER}` }, CLIENT],
    ['2', { remoteAddress: NGINX, forwardedFor: `192.0.2.66, ${CLIENT}, ${BALANCER}` }, CLIENT],
    ['true', { remoteAddress: NGINX, forwardedFor: `${CLIENT}, ${BALANCER}` }, CLIENT],
    [NGINX, { remoteAddress: NGINX, forwardedFor: CLIENT }, CLIENT],
    [BALANCER, { remoteAddress: NGINX, forwardedFor: CLIENT }, NGINX],
    ['172.16.0.0/12', { remoteAddress: NGINX, forwardedFor: CLIENT }, CLIENT],
    [`uniquelocal, ${BALANCER}`, { remoteAddress: NGINX, forwardedFor: `${CLIENT}, ${BALANCER}` }, CLIENT],
    ['loopback', { remoteAddress: '127.0.0.1', forwardedFor: CLIENT }, CLIENT],
    ['loopback', { remoteAddress: NGINX, forwardedFor: CLIENT }, NGINX],
    ['linklocal', { remoteAddress: 'fe80::1', forwardedFor: CLIENT }, CLIENT],
  ])('of %s reads the address from %j', async (setting, hop, address) => {
    expect(await recorded(setting, hop)).toBe(address);
  });

  it.each([
    ['a port', `${CLIENT}:4711`, CLIENT],
    ['brackets and a port', '[2001:DB8:0:0::1]:443', '2001:db8::1'],
    ['another spelling', '2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['IPv4 within IPv6', `::ffff:${CLIENT}`, CLIENT],
    ['what is no address', 'unknown', NGINX],
    ['script', '<script>alert(1)</script>', NGINX],
    ['3,000 letters', 'x'.repeat(3_000), NGINX],
    ['a name before it', `${BALANCER}, unknown`, NGINX],
  ])('stores no entry unchecked: %s', async (_what, forwardedFor, address) => {
    expect(await recorded('uniquelocal', { remoteAddress: NGINX, forwardedFor })).toBe(address);
  });

  it('does not let guesses from one network lock an account for others, whatever their port', async () => {
    const test = await startTestApp({ env: { TRUST_PROXY: '1' }, database: first.database });
    await first.database.query('delete from sign_in_limits');
    const codes: string[] = [];
    for (let i = 0; i < 11; i += 1) {
      const answer = await signIn(
        test,
        { remoteAddress: NGINX, forwardedFor: `${CLIENT}:${4000 + i}` },
        'wrong',
      );
      codes.push(answer.json<GraphqlAnswer>().data.signIn.userErrors[0].code as string);
    }
    expect(codes).toEqual([...Array<string>(10).fill('WRONG_CREDENTIALS'), 'LIMIT']);
    const other = await signIn(test, { remoteAddress: NGINX, forwardedFor: '192.0.2.77' }, PASSWORD);
    expect(other.json<GraphqlAnswer>().data.signIn.accessToken).toEqual(expect.any(String));
    await test.close();
  });

  it('accepts the proxy’s header that people use https', async () => {
    const test = await startTestApp({ env: { TRUST_PROXY: '1' }, database: first.database });
    const more = { 'x-forwarded-proto': 'https' };
    const answer = await signIn(test, { remoteAddress: NGINX, forwardedFor: '192.0.2.78', more }, PASSWORD);
    expect(answer.cookies).toContainEqual(expect.objectContaining({ secure: true }));
    await test.close();
  });
});
