import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD, createPerson } from '../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { createTestDatabase } from '../testing/test-database.js';

const SIGN_IN = `mutation {
  entry: signIn(input: { email: "ann@example.org", password: "${PASSWORD}" }) { viewer { email } } }`;
const REFRESH = 'mutation { entry: refreshSession { viewer { email } } }';
const SIGN_OUT = 'mutation { signOut { userErrors { code } } }';
const ANN = { email: 'ann@example.org' };

/** Cookies of one host name, whatever the port, as a browser keeps them. */
class Jar extends Map<string, string> {
  async send({ app }: TestApp, query: string): Promise<unknown> {
    const response = await app.inject({
      method: 'POST',
      url: '/graphql',
      cookies: Object.fromEntries(this),
      payload: { query },
    });
    for (const { name, value, expires } of response.cookies) {
      if (expires && expires.getTime() < Date.now()) this.delete(name);
      else this.set(name, value);
    }
    return response.json<{ data: { entry?: { viewer: unknown } } }>().data.entry?.viewer;
  }

  rename(from: string, to: string): void {
    const value = this.get(from);
    if (value === undefined) throw new Error(`no cookie ${from}`);
    this.delete(from);
    this.set(to, value);
  }

  get refreshNames(): string[] {
    return [...this.keys()].filter((name) => name.includes('refresh'));
  }

  get refreshName(): string {
    const [name = ''] = this.refreshNames;
    return name;
  }
}

describe('two instances on one host name', () => {
  let first: TestApp;
  let second: TestApp;
  let jar: Jar;
  beforeAll(async () => {
    [first, second] = await Promise.all([startTestApp(), startTestApp()]);
    for (const test of [first, second]) await createPerson(test, ANN.email, 'Viewer');
  });
  beforeEach(() => {
    jar = new Jar();
  });
  afterAll(() => Promise.all([first.close(), second.close()]));

  it('leave each other’s sessions alone', async () => {
    for (const test of [first, second]) expect(await jar.send(test, SIGN_IN)).toEqual(ANN);
    for (const test of [first, second, first, second]) expect(await jar.send(test, REFRESH)).toEqual(ANN);
    await jar.send(first, SIGN_OUT);
    expect(await jar.send(first, REFRESH)).toBeNull();
    expect(await jar.send(second, REFRESH)).toEqual(ANN);
  });

  it('leave each other’s cookies under the earlier, shared name alone', async () => {
    await jar.send(first, SIGN_IN);
    jar.rename(jar.refreshName, 'rollcall_refresh');
    expect(await jar.send(second, REFRESH)).toBeNull();
    expect(await jar.send(second, SIGN_IN)).toEqual(ANN);
    await jar.send(second, SIGN_OUT);
    expect(await jar.send(first, REFRESH)).toEqual(ANN);
    // The cookie has the new name, and the one with the earlier name is deleted.
    expect(jar.refreshNames).toEqual([expect.stringMatching(/^rollcall_refresh_[0-9a-f]{10}$/)]);
    expect(await jar.send(first, REFRESH)).toEqual(ANN);
  });

  it('each recognise a browser by their own mark', async () => {
    await jar.send(first, SIGN_IN);
    await jar.send(second, SIGN_IN);
    const devices = [...jar.keys()].filter((name) => name.includes('device'));
    expect(new Set(devices).size).toBe(2);
  });
});

describe('a change of PUBLIC_URL', () => {
  let tests: TestApp[];
  beforeAll(async () => {
    const database = await createTestDatabase();
    tests = [];
    for (const url of [
      'http://directory.example.org:4000',
      'http://directory.example.org:4100',
      'https://directory.example.org',
      'https://directory.example.org:8443',
    ]) {
      tests.push(await startTestApp({ database, env: { PUBLIC_URL: url } }));
    }
    await createPerson(tests[0] as TestApp, ANN.email, 'Viewer');
  });
  afterAll(async () => {
    for (const test of tests) await test.close();
    await tests[0]?.database.drop();
  });

  it.each([
    [0, 1, /^rollcall_refresh_[0-9a-f]{10}$/],
    [2, 3, /^__Secure-rollcall_refresh_[0-9a-f]{10}$/],
  ])('keeps sessions if the scheme stays http or https', async (before, after, name) => {
    const jar = new Jar();
    await jar.send(tests[before] as TestApp, SIGN_IN);
    expect(await jar.send(tests[after] as TestApp, REFRESH)).toEqual(ANN);
    expect(jar.refreshNames).toEqual([expect.stringMatching(name)]);
  });

  it('to https accepts no cookie that could have been set over http', async () => {
    const jar = new Jar();
    await jar.send(tests[0] as TestApp, SIGN_IN);
    expect(await jar.send(tests[2] as TestApp, REFRESH)).toBeNull();
    jar.rename(jar.refreshName, 'rollcall_refresh');
    expect(await jar.send(tests[2] as TestApp, REFRESH)).toBeNull();
  });
});
