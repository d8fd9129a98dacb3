import type { GraphqlAnswer, TestApp } from '../test-app.js';

export const CREATE_TOKEN = `mutation ($input: CreateAccessTokenInput!) {
  createAccessToken(input: $input) {
    token
    accessToken { id name prefix permissions state expiresAt lastUsedAt }
    viewer { accessTokens { nodes { name } totalCount } }
    userErrors { code path }
  }
}`;
export const REVOKE_TOKEN = `mutation ($id: ID!) {
  revokeAccessToken(id: $id) { accessToken { state } userErrors { code path } } }`;

/** Sends an operation as somebody. */
export type Ask = (query: string, variables?: Record<string, unknown>) => Promise<GraphqlAnswer>;

/** As a script does that has this token. */
export function withToken({ graphql }: TestApp, token: string): Ask {
  return (query, variables) => graphql(query, variables, { authorization: `Bearer ${token}` });
}

/** The payload of a try to make a token; what is not said otherwise is right. */
export async function create(ask: Ask, own: object = {}): Promise<GraphqlAnswer['data']> {
  const input = { name: 'nightly', permissions: ['USERS_READ'], ...own };
  const { data, errors } = await ask(CREATE_TOKEN, { input });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.createAccessToken;
}

export async function makeToken(ask: Ask, own: object = {}): Promise<{ token: string; id: string }> {
  const { token, accessToken, userErrors } = await create(ask, own);
  if (!accessToken) throw new Error(JSON.stringify(userErrors));
  return { token, id: accessToken.id as string };
}

/** The code of the first top-level error. */
export const codeOf = ({ errors }: GraphqlAnswer) => errors?.[0]?.extensions['code'];
