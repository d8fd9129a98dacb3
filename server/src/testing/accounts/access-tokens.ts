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

/** Sends an operation as a certain user. */
export type Ask = (query: string, variables?: Record<string, unknown>) => Promise<GraphqlAnswer>;

/** Sends operations like a script with this token. */
export function withToken({ graphql }: TestApp, token: string): Ask {
  return (query, variables) => graphql(query, variables, { authorization: `Bearer ${token}` });
}

/** The payload of an attempt to create a token, with valid defaults. */
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
