import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readCode } from '../auth/second-factor/typed-code.js';
import { buildSchema } from '../schema.js';
import { requestsWith } from '../testing/abuse/schema-requests.js';
import { createPerson, type Person, signedIn } from '../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { normalForm } from './normal-form.js';

/** The limit of the longest text of a request, that of feedback. */
const MAX_UNITS = 4_000;

/** Marks that have to be sorted, which takes quadratic time in their number. */
const MARKS = `a${'\u0301\u0323'.repeat(4_000)}`;

describe('a text that is far too long', () => {
  let test: TestApp;
  let owner: Person;
  beforeAll(async () => {
    test = await startTestApp({ env: { SMTP_URL: 'smtp://127.0.0.1:1' } });
    await createPerson(test, 'owner@example.org', 'Owner');
    owner = await signedIn(test, 'owner@example.org');
  });
  afterAll(() => test.close());

  const requests = requestsWith(buildSchema(), MARKS);

  it('is tried for every field that accepts a text', () => {
    const names = requests.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['Mutation.signIn', 'Mutation.createUser', 'Query.userByEmail']),
    );
    expect(names.length).toBeGreaterThan(30);
  });

  it.each(requests)('is never normalised: $name', async ({ query, variables }) => {
    const normalize = vi.spyOn(String.prototype, 'normalize');
    const answers = [await test.graphql(query, variables), await owner.graphql(query, variables)];
    const lengths = normalize.mock.contexts.map((text) => String(text).length);
    normalize.mockRestore();
    expect(Math.max(0, ...lengths)).toBeLessThanOrEqual(MAX_UNITS);
    // The request reached the resolvers.
    expect(JSON.stringify(answers)).not.toMatch(/GRAPHQL_VALIDATION_FAILED|INTERNAL_SERVER_ERROR/);
  });

  it('is not a code, and is a wrong password for every user', async () => {
    expect(readCode(`123456${MARKS}`)).toBeUndefined();
    const signIn = `mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }`;
    for (const email of ['owner@example.org', 'nobody@example.org', MARKS]) {
      const { data } = await test.graphql(signIn, { input: { email, password: MARKS } });
      expect(data.signIn.userErrors).toEqual([{ code: 'WRONG_CREDENTIALS' }]);
    }
  });

  it('is distinguished from one that is long only before normalisation', () => {
    const decomposed = 'e\u0301'.repeat(10);
    expect(normalForm(decomposed, 10)).toBe('é'.repeat(10));
    expect(normalForm(decomposed, 4)).toBeUndefined();
  });
});
