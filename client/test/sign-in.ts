import { vi } from 'vitest';
import { Session } from '../src/auth/session/session';
import type { EntryFragment, Permission } from '../src/gql/graphql';

type Typed<T> = T & { __typename: string };

const EVERYTHING: Permission[] = ['USERS_READ', 'USERS_WRITE', 'USERS_DELETE', 'ROLES_WRITE'];

interface EntryOptions {
  token?: string;
  /** The id of the user. */
  id?: string;
  permissions?: Permission[];
  /** The language on their account. */
  locale?: string | null;
  /** The time zone on their account. */
  timeZone?: string | null;
  /** How long the token is good for. */
  lifeMs?: number;
}

/** The server’s answer to a successful sign-in. */
export function entryOf({
  token = 'token 1',
  id = 'olga',
  permissions = EVERYTHING,
  locale = null,
  timeZone = null,
  lifeMs = 600_000,
}: EntryOptions = {}): Typed<EntryFragment> {
  const email = `${id}@example.org`;
  return {
    __typename: 'SignInPayload',
    viewer: {
      __typename: 'User',
      id,
      email,
      displayName: 'Olga Owner',
      locale,
      timeZone,
      permissions,
      isUsageCounted: true,
    } as Typed<object> & NonNullable<EntryFragment['viewer']>,
    accessToken: token,
    expiresAt: new Date(Date.now() + lifeMs).toISOString(),
    userErrors: [],
  };
}

/** The server’s answer to a refused sign-in, or without a session. */
export function noEntry(...userErrors: EntryFragment['userErrors']): Typed<EntryFragment> {
  return { __typename: 'SignInPayload', viewer: null, accessToken: null, expiresAt: null, userErrors };
}

let channels = 0;

/** Tabs of one browser, and of one test: others in the same process hear nothing. */
export function tabs(): () => BroadcastChannel {
  const name = `test ${(channels += 1)} ${Math.random()}`;
  return () => new BroadcastChannel(name);
}

/** A session that has begun; further answers are the test's to give. */
export async function signedIn(options: EntryOptions = {}): Promise<Session> {
  const session = new Session(
    vi.fn(async () => entryOf(options)),
    tabs()(),
  );
  await session.begin();
  return session;
}
