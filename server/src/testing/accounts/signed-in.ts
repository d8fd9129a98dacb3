import type { GraphqlAnswer, TestApp } from '../test-app.js';
import { createUsers, roleIdsOf } from '../requests/user-requests.js';

export const PASSWORD = 'correct horse battery';

/** A signed-in person in a browser. */
export interface Person {
  id: string;
  /** The Bearer token of the browser. */
  token: string;
  cookies: Record<string, string>;
  graphql: (query: string, variables?: Record<string, unknown>) => Promise<GraphqlAnswer>;
}

interface SignInOptions {
  userAgent?: string;
  remoteAddress?: string;
}

/** A user with these roles, and PASSWORD. */
export async function createPerson(test: TestApp, email: string, ...roles: string[]): Promise<string> {
  const ids = await roleIdsOf(test);
  const roleIds = roles.map((name) => ids[name]);
  const [id = ''] = await createUsers(test, { email, password: PASSWORD, roleIds });
  return id;
}

/** Signs in a user with PASSWORD, in a new browser. */
export async function signedIn(
  test: TestApp,
  email: string,
  {
    userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0',
    remoteAddress = '192.0.2.1',
  }: SignInOptions = {},
): Promise<Person> {
  const headers = { 'user-agent': userAgent };
  const send = (query: string, variables: object, own: object = {}) =>
    test.app.inject({
      method: 'POST',
      url: '/graphql',
      remoteAddress,
      payload: { query, variables },
      headers: { ...headers, ...own },
    });
  const response = await send(
    `mutation ($input: SignInInput!) {
      signIn(input: $input) { viewer { id } accessToken userErrors { message } } }`,
    { input: { email, password: PASSWORD } },
  );
  const { viewer, accessToken, userErrors } = response.json<GraphqlAnswer>().data.signIn;
  if (!viewer) throw new Error(JSON.stringify(userErrors));
  return {
    id: viewer.id as string,
    token: accessToken as string,
    cookies: Object.fromEntries(response.cookies.map(({ name, value }) => [name, value])),
    graphql: async (query, variables = {}) =>
      (await send(query, variables, { authorization: `Bearer ${accessToken}` })).json<GraphqlAnswer>(),
  };
}
