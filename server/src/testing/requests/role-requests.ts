import type { GraphqlAnswer, TestApp } from '../test-app.js';

/** Signs in a user, and returns a function that sends operations as that user. */
export async function asUser(
  { graphql }: TestApp,
  email: string,
  password: string,
): Promise<(query: string, variables?: Record<string, unknown>) => Promise<GraphqlAnswer>> {
  const { data } = await graphql(
    `
      mutation ($input: SignInInput!) {
        signIn(input: $input) {
          accessToken
          userErrors {
            code
          }
        }
      }
    `,
    { input: { email, password } },
    { authorization: '' },
  );
  const token = data.signIn.accessToken as string | null;
  if (!token) throw new Error(`${email} could not sign in: ${JSON.stringify(data.signIn.userErrors)}`);
  return (query, variables) => graphql(query, variables, { authorization: `Bearer ${token}` });
}
