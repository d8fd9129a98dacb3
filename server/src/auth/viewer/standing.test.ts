import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPerson, PASSWORD, type Person, signedIn } from '../../testing/accounts/signed-in.js';
import { type GraphqlAnswer, startTestApp, type TestApp } from '../../testing/test-app.js';
import { codeOf, CONFIRM, withTotp } from '../../testing/accounts/totp.js';
import { WAITING } from '../../testing/waiting.js';
import { PasswordHashing } from '../password/hashing.js';

const NEW = 'a password of the owner’s own';

let test: TestApp;
let count = 0;
let email: string;
let id: string;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  count += 1;
  email = `ann${count}@example.org`;
  id = await createPerson(test, email, 'Administrator');
});
afterEach(() => vi.restoreAllMocks());

type Hash = (...args: unknown[]) => Promise<unknown>;

/** Lets the hashing run, and holds its result back until it is released. */
function holdHashing(method: 'hash' | 'verify'): { reached: Promise<void>; release: () => void } {
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const original = Object.getOwnPropertyDescriptor(PasswordHashing.prototype, method)?.value as Hash;
  vi.spyOn(PasswordHashing.prototype, method).mockImplementationOnce(async function (
    this: unknown,
    ...args: unknown[]
  ) {
    const found = await original.apply(this, args);
    reached.resolve();
    await released.promise;
    return found as never;
  });
  return { reached: reached.promise, release: released.resolve };
}

/** Sends a request, and runs another action after the password check and before the write. */
async function meanwhile(
  method: 'hash' | 'verify',
  ask: () => Promise<GraphqlAnswer>,
  then: () => Promise<unknown>,
): Promise<GraphqlAnswer> {
  const held = holdHashing(method);
  const answer = ask();
  await held.reached;
  await then();
  held.release();
  return answer;
}

async function reset(): Promise<void> {
  const { data } = await test.graphql(`mutation { sendPasswordReset(id: "${id}") { link } }`);
  const token = String(data.sendPasswordReset.link).split('#')[1];
  const done = await test.graphql(
    'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { userErrors { code } } }',
    { input: { token, password: NEW } },
  );
  expect(done.data.resetPassword.userErrors).toEqual([]);
}

const deactivate = () => test.graphql(`mutation { deactivateUser(id: "${id}") { userErrors { code } } }`);

const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) {
  accessToken secondFactor { challenge } userErrors { code } } }`;
const signIn = (password = PASSWORD) =>
  test.graphql(SIGN_IN, { input: { email, password } }, { authorization: '' });

const sessions = () =>
  test.database.query('select from sessions where user_id = $1 and revoked_at is null', [id]);

describe('signing in with a password that was right when it was checked', () => {
  it.each([
    ['reset', reset],
    ['taken back with its user', deactivate],
  ])('opens no session if it was %s meanwhile', async (_what, then) => {
    const { data } = await meanwhile('verify', () => signIn(), then);
    expect(data.signIn).toEqual({
      accessToken: null,
      secondFactor: null,
      userErrors: [{ code: 'WRONG_CREDENTIALS' }],
    });
    expect(await sessions()).toEqual([]);
  });

  it('opens no session if a second factor was set up meanwhile', async () => {
    const person = await signedIn(test, email);
    const { data: started } = await person.graphql('mutation { startTotp { key } }');
    const { data } = await meanwhile(
      'verify',
      () => signIn(),
      () => person.graphql(CONFIRM, { code: codeOf(started.startTotp.key as string) }),
    );
    expect(data.signIn.accessToken).toBeNull();
    expect(await sessions()).toHaveLength(1);
  });

  it('opens no challenge if the password was reset meanwhile', async () => {
    await withTotp(test, email);
    const { data } = await meanwhile('verify', () => signIn(), reset);
    expect(data.signIn.secondFactor).toBeNull();
  });

  it('refuses a code while the password is being reset', async () => {
    const { key } = await withTotp(test, email);
    const { challenge } = (await signIn()).data.signIn.secondFactor as { challenge: string };
    // In the order of resetPassword: the row, then the sessions, then the challenges.
    const client = new pg.Client({ connectionString: test.database.url });
    await client.connect();
    await client.query('begin');
    await client.query('select from users where id = $1 for update', [id]);
    const answer = test.graphql(
      'mutation ($input: CompleteSignInInput!) { completeSignIn(input: $input) { accessToken userErrors { code } } }',
      { input: { challenge, code: codeOf(key, 1) } },
    );
    await expect.poll(() => test.database.query(WAITING)).not.toEqual([]);
    await client.query('update sessions set revoked_at = now() where user_id = $1', [id]);
    await client.query('delete from sign_in_challenges where user_id = $1', [id]);
    await client.query('commit');
    await client.end();
    expect((await answer).data.completeSignIn).toEqual({
      accessToken: null,
      userErrors: [{ code: 'NOT_FOUND' }],
    });
  });
});

describe('an operation that needs a session', () => {
  let person: Person;
  beforeEach(async () => {
    person = await signedIn(test, email);
  });

  const change = () =>
    person.graphql(
      'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { code } } }',
      {
        input: { currentPassword: PASSWORD, newPassword: 'a password of the thief’s' },
      },
    );

  it.each(['verify', 'hash'] as const)(
    'sets no password where it was reset meanwhile: %s',
    async (method) => {
      const { errors } = await meanwhile(method, change, async () => {
        vi.restoreAllMocks();
        await reset();
      });
      expect(errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
      expect((await signIn(NEW)).data.signIn.accessToken).toEqual(expect.any(String));
    },
  );

  it.each([
    ['renewRecoveryCodes', 'recoveryCodes'],
    ['disableTotp', 'userErrors { code }'],
  ])('is refused if the session ended meanwhile: %s', async (field, select) => {
    await withTotp(test, email);
    const query = `mutation ($proof: ProofInput!) { ${field}(proof: $proof) { ${select} } }`;
    const { data, errors } = await meanwhile(
      'verify',
      () => person.graphql(query, { proof: { password: PASSWORD } }),
      reset,
    );
    expect(data).toBeNull();
    expect(errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    expect(await test.database.query('select from totp_factors where user_id = $1', [id])).toHaveLength(1);
  });

  it('creates no user if the viewer was deactivated while a password was hashed', async () => {
    const input = { email: `new${count}@example.org`, displayName: 'New', password: NEW };
    const query = 'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }';
    const { errors } = await meanwhile('hash', () => person.graphql(query, { input }), deactivate);
    expect(errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    expect(await test.database.query('select from users where email = $1', [input.email])).toEqual([]);
  });
});
