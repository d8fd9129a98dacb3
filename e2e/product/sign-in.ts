export const SIGN_IN = `
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      accessToken
      userErrors { code message }
    }
  }`;

/** An access token like that of a script. It is valid for longer than a test file runs. */
export async function signIn(url: string, input: { email: string; password: string }): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: SIGN_IN, variables: { input } }),
  });
  const { data } = (await response.json()) as { data: { signIn: { accessToken: string | null } } };
  if (!data.signIn.accessToken) throw new Error(`${input.email} could not sign in: ${JSON.stringify(data)}`);
  return data.signIn.accessToken;
}
