import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD, createPerson } from '../testing/signed-in.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

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

  it('leave each other’s cookies of the name that all had alone', async () => {
    await jar.send(first, SIGN_IN);
    jar.rename(jar.refreshName, 'rollcall_refresh');
    expect(await jar.send(second, REFRESH)).toBeNull();
    expect(await jar.send(second, SIGN_IN)).toEqual(ANN);
    await jar.send(second, SIGN_OUT);
    expect(await jar.send(first, REFRESH)).toEqual(ANN);
    // It has the name of now, and the old one is gone.
    expect(jar.refreshNames).toEqual([expect.stringMatching(/^rollcall_refresh_[0-9a-f]{10}$/)]);
    expect(await jar.send(first, REFRESH)).toEqual(ANN);
  });

  it('know a browser by a mark of their own each', async () => {
    await jar.send(first, SIGN_IN);
    await jar.send(second, SIGN_IN);
    const devices = [...jar.keys()].filter((name) => name.includes('device'));
    expect(new Set(devices).size).toBe(2);
  });
});

describe('a change of PUBLIC_URL', () => {
  let before: TestApp;
  let others: TestApp[];
  beforeAll(async () => {
    before = await startTestApp({ env: { PUBLIC_URL: 'http://directory.example.org:4000' } });
    await createPerson(before, ANN.email, 'Viewer');
    const urls = ['https://directory.example.org', 'https://directory.example.org:8443'];
    others = [];
    for (const url of urls) {
      others.push(await startTestApp({ database: before.database, env: { PUBLIC_URL: url } }));
    }
  });
  afterAll(async () => {
    for (const test of others) await test.close();
    await before.close();
  });

  it('signs nobody out', async () => {
    const jar = new Jar();
    await jar.send(before, SIGN_IN);
    for (const after of others) {
      expect(await jar.send(after, REFRESH)).toEqual(ANN);
      expect(jar.refreshNames).toEqual([expect.stringMatching(/^__Secure-rollcall_refresh_[0-9a-f]{10}$/)]);
    }
  });
});
