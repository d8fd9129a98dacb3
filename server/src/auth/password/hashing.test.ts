import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPerson, PASSWORD, signedIn } from '../../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { HashingBusyError, PasswordHashing } from './hashing.js';

/** Hashes `count` passwords from one network. */
function flood(hashing: PasswordHashing, count: number): Promise<string>[] {
  return Array.from({ length: count }, () => hashing.hash('a password', 'flood'));
}

describe('hashing', () => {
  it('takes networks in turn, so that a flood from one does not block the others', async () => {
    // Tests the order in which hashes begin. The order in which they end depends on the scheduler.
    const argon2 = vi.fn(hash);
    const hashing = new PasswordHashing(argon2);
    const all = flood(hashing, 20);
    all.push(hashing.hash("a person's", 'person'));
    await Promise.all(all);
    const begun = argon2.mock.calls.map(([password]) => password);
    expect(begun).toHaveLength(21);
    // Two were running when it came, and the flood had its turn first.
    expect(begun.indexOf("a person's")).toBe(3);
  });

  it('queues at most twenty of one network, whatever others do', async () => {
    const hashing = new PasswordHashing();
    const all = flood(hashing, 22);
    await expect(hashing.hash('a password', 'flood')).rejects.toThrow(HashingBusyError);
    expect(await hashing.hash('a password', 'person')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await Promise.all(all);
    expect(await hashing.hash('a password', 'flood')).toMatch(/^\$argon2id\$/);
  });

  it('queues at most two hundred in all, from any number of networks', async () => {
    const hashing = new PasswordHashing();
    const all = Array.from({ length: 202 }, (_, n) => hashing.hash('a password', `network ${n}`));
    await expect(hashing.hash('a password', 'one more')).rejects.toThrow(HashingBusyError);
    await Promise.all(all);
  });

  it('queues at most forty of one site, from any number of its networks', async () => {
    const hashing = new PasswordHashing();
    const all = Array.from({ length: 42 }, (_, n) => hashing.hash('a password', `2001:db8:1:${n}`));
    await expect(hashing.hash('a password', '2001:db8:1:ff')).rejects.toThrow(HashingBusyError);
    expect(await hashing.hash('a password', '2001:db8:2:1')).toMatch(/^\$argon2id\$/);
    await Promise.all(all);
  });

  it('gives every other turn to known browsers, however many strangers wait', async () => {
    const argon2 = vi.fn(hash);
    const hashing = new PasswordHashing(argon2);
    const all = Array.from({ length: 202 }, (_, n) => hashing.hash('a password', `network ${n}`));
    all.push(hashing.hash("a known one's", 'network 1', true));
    await all.at(-1);
    // Two were running, and at most one stranger has a turn before.
    const begun = argon2.mock.calls.map(([password]) => password);
    expect(begun.indexOf("a known one's")).toBeLessThanOrEqual(3);
    await Promise.all(all);
  });
});

describe('a flood of attempts to sign in', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
    await createPerson(test, 'ann@example.org', 'Viewer');
  });
  afterAll(() => test.close());

  it('is refused with LIMIT, while a person in another network signs in', async () => {
    const attempts = Array.from({ length: 60 }, (_, n) =>
      test.app.inject({
        method: 'POST',
        url: '/graphql',
        remoteAddress: '203.0.113.1',
        payload: {
          query: `mutation { signIn(input: { email: "guess${n}@example.org", password: "x" }) { userErrors { code } } }`,
        },
      }),
    );
    await signedIn(test, 'ann@example.org', { remoteAddress: '198.51.100.1' });
    const codes = (await Promise.all(attempts)).map(
      (response) =>
        response.json<{ data: { signIn: { userErrors: { code: string }[] } } }>().data.signIn.userErrors[0]
          ?.code,
    );
    expect(new Set(codes)).toEqual(new Set(['WRONG_CREDENTIALS', 'LIMIT']));
  });

  const signInAs = async (email: string, password: string, remoteAddress: string) => {
    const response = await test.app.inject({
      method: 'POST',
      url: '/graphql',
      remoteAddress,
      payload: {
        query: 'mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }',
        variables: { input: { email, password } },
      },
    });
    const { data } = response.json<{ data: { signIn: { userErrors: { code: string }[] } } }>();
    return data.signIn.userErrors.map(({ code }) => code);
  };

  it('does not count attempts whose password was not checked', async () => {
    const busy = vi.spyOn(PasswordHashing.prototype, 'verify').mockRejectedValue(new HashingBusyError());
    for (let i = 0; i < 12; i += 1) {
      expect(await signInAs('ann@example.org', PASSWORD, '198.51.100.7')).toEqual(['LIMIT']);
    }
    busy.mockRestore();
    expect(await signInAs('ann@example.org', PASSWORD, '198.51.100.7')).toEqual([]);
  });

  it('over many accounts from one site is limited and audited; right passwords do not count', async () => {
    vi.spyOn(PasswordHashing.prototype, 'verify').mockImplementation(
      async (password) => password === PASSWORD,
    );
    await test.database.query('delete from sign_in_limits');
    const guess = (n: number) => signInAs(`spray${n}@example.org`, 'Spring2026!', `2001:db8:9:${n % 7}::1`);
    for (let n = 0; n < 99; n += 1) expect(await guess(n)).toEqual(['WRONG_CREDENTIALS']);
    for (let n = 0; n < 3; n += 1) {
      expect(await signInAs('ann@example.org', PASSWORD, '2001:db8:9:1::1')).toEqual([]);
    }
    expect(await guess(99)).toEqual(['WRONG_CREDENTIALS']);
    expect(await guess(100)).toEqual(['LIMIT']);
    expect(await signInAs('other@example.org', 'x', '2001:db8:8:1::1')).toEqual(['WRONG_CREDENTIALS']);
    vi.restoreAllMocks();
  });
});
