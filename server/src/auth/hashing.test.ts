import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPerson, signedIn } from '../testing/signed-in.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { HashingBusyError, PasswordHashing } from './hashing.js';

/** Hashes so many passwords of one network. */
function flood(hashing: PasswordHashing, count: number): Promise<string>[] {
  return Array.from({ length: count }, () => hashing.hash('a password', 'flood'));
}

describe('hashing', () => {
  it('takes networks in turn, so that a flood from one lets the others through', async () => {
    // The order in which hashes begin: which one is ready first is for the scheduler to decide.
    const argon2 = vi.fn(hash);
    const hashing = new PasswordHashing(argon2);
    const all = flood(hashing, 20);
    all.push(hashing.hash("a person's", 'person'));
    await Promise.all(all);
    const begun = argon2.mock.calls.map(([password]) => password);
    expect(begun).toHaveLength(21);
    // Two were under way when it came, and the flood had a turn of its own first.
    expect(begun.indexOf("a person's")).toBe(3);
  });

  it('lets twenty of a network wait and no more, whatever others do', async () => {
    const hashing = new PasswordHashing();
    const all = flood(hashing, 22);
    await expect(hashing.hash('a password', 'flood')).rejects.toThrow(HashingBusyError);
    expect(await hashing.hash('a password', 'person')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await Promise.all(all);
    expect(await hashing.hash('a password', 'flood')).toMatch(/^\$argon2id\$/);
  });

  it('lets two hundred wait in all, from however many networks', async () => {
    const hashing = new PasswordHashing();
    const all = Array.from({ length: 202 }, (_, n) => hashing.hash('a password', `network ${n}`));
    await expect(hashing.hash('a password', 'one more')).rejects.toThrow(HashingBusyError);
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

  it('is told to come again, and a person elsewhere is let in meanwhile', async () => {
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
});
