import type { TestApp } from './test-app.js';

// Each test knows the shape that it asked for; checking it is what the assertions do.
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
export type Answer = { data: any; errors?: any[] };

export interface TestBrowser {
  readonly cookies: Map<string, string>;
  /** Sends an operation with the access token of the last sign-in here. */
  post: (query: string, variables?: object) => Promise<Answer>;
  /** Signs in by password; returns the payload of signIn. */
  signIn: (email: string, password: string) => Promise<Answer['data']>;
  /** The second step. */
  completeSignIn: (challenge: string, code: string) => Promise<Answer['data']>;
  /** Stores the token of any sign-in. */
  enter: (entry: { accessToken: string | null }) => void;
}

const ENTRY = `viewer { id email } accessToken secondFactor { challenge methods expiresAt }
  userErrors { code path }`;

/** Sends the cookies it has received, as a browser does. */
export function openBrowser({ app }: TestApp, remoteAddress = '192.0.2.1'): TestBrowser {
  const cookies = new Map<string, string>();
  let token: string | null = null;
  const post = async (query: string, variables: object = {}) => {
    const response = await app.inject({
      method: 'POST',
      url: '/graphql',
      remoteAddress,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      cookies: Object.fromEntries(cookies),
      payload: { query, variables },
    });
    for (const { name, value } of response.cookies) cookies.set(name, value);
    return response.json<Answer>();
  };
  const enter = ({ accessToken }: { accessToken: string | null }) => {
    token = accessToken ?? token;
  };
  const entryBy = async (name: string, type: string, input: object) => {
    const { data } = await post(`mutation ($input: ${type}!) { ${name}(input: $input) { ${ENTRY} } }`, {
      input,
    });
    enter(data[name]);
    return data[name];
  };
  return {
    cookies,
    post,
    enter,
    signIn: (email, password) => entryBy('signIn', 'SignInInput', { email, password }),
    completeSignIn: (challenge, code) =>
      entryBy('completeSignIn', 'CompleteSignInInput', { challenge, code }),
  };
}
