import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitKey } from './sign-in-limit.js';
import { PASSWORD } from '../../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers } from '../../testing/requests/user-requests.js';

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { expiresAt } }';

describe('the audit trail of signing in', () => {
  let test: TestApp;
  let annId: string;

  beforeAll(async () => {
    test = await startTestApp();
    [annId = ''] = await createUsers(test, { email: 'ann@example.org', password: PASSWORD });
  });
  afterAll(() => test.close());

  const attempt = (email: string, password: string, remoteAddress = '192.0.2.1') =>
    test.app.inject({
      method: 'POST',
      url: '/graphql',
      remoteAddress,
      payload: { query: SIGN_IN, variables: { input: { email, password } } },
    });
  const entries = () =>
    test.database.query(
      `select action, actor_id, session_id is not null as session, target_id, address,
        changes -> 'reason' ->> 'after' as reason, changes -> 'method' ->> 'after' as method
       from audit_entries where action like 'SIGN%' order by occurred_at`,
    );

  it('has each sign-in and sign-out, with the session', async () => {
    const { cookies } = await attempt('ann@example.org', PASSWORD);
    await test.app.inject({
      method: 'POST',
      url: '/graphql',
      remoteAddress: '192.0.2.1',
      cookies: Object.fromEntries(cookies.map(({ name, value }) => [name, value])),
      payload: { query: 'mutation { signOut { userErrors { code } } }' },
    });
    const entry = {
      actor_id: annId,
      session: true,
      target_id: annId,
      address: '192.0.2.1',
      reason: null,
      method: null,
    };
    expect(await entries()).toEqual([
      { action: 'SIGNED_IN', ...entry, method: 'PASSWORD' },
      { action: 'SIGNED_OUT', ...entry },
    ]);
  });

  it('has the account that was tried, one entry when the limit is reached, and nothing that was typed', async () => {
    const before = (await entries()).length;
    for (let n = 0; n < 14; n += 1) await attempt('ann@example.org', 'guess', '192.0.2.2');
    const failures = (await entries()).slice(before);
    const entry = {
      action: 'SIGN_IN_FAILED',
      actor_id: null,
      session: false,
      target_id: annId,
      method: null,
    };
    expect(failures).toEqual([
      ...Array<object>(10).fill({ ...entry, address: '192.0.2.2', reason: 'WRONG_CREDENTIALS' }),
      { ...entry, address: '192.0.2.2', reason: 'TOO_MANY_ATTEMPTS' },
    ]);
    await attempt('typed.address@example.org', 'typed password', '192.0.2.3');
    expect((await entries()).at(-1)).toMatchObject({ target_id: null, address: '192.0.2.3' });
    const trail = await test.database.query('select audit_entries::text from audit_entries');
    expect(JSON.stringify(trail)).not.toMatch(/typed|guess/);
  });

  it('is not flooded by one network that tries many invented addresses', async () => {
    await test.database.query(`update sign_in_limits set attempts = 99 where attempts < 99`);
    const before = (await entries()).length;
    await test.database.query(`update sign_in_limits set attempts = 3 where key = $1`, [
      limitKey('sign-ins of strangers', '192.0.2.3'),
    ]);
    for (let n = 0; n < 4; n += 1) await attempt(`nobody.${n}@example.org`, 'guess', '192.0.2.3');
    // The first hundred, and then the entry with the number of further ones.
    const failures = (await entries()).slice(before);
    expect(failures.map(({ reason }) => reason)).toEqual(['WRONG_CREDENTIALS', 'MORE_ATTEMPTS']);
  });
});
