/** The sender: `nobody` is not signed in, `viewer` may only read users, `owner` has all permissions. */
export type Sender = 'nobody' | 'viewer' | 'owner';

/** One HTTP request. */
export interface HostileRequest {
  /** A description, for the report of one that costs too much. */
  name: string;
  as: Sender;
  method?: 'GET';
  /** /graphql by default. */
  path?: string;
  /** In JSON. It is made when it is sent, as all of them together would be gigabytes. */
  body?: () => string;
}

export function graphqlRequest(
  name: string,
  as: Sender,
  query: string,
  variables: () => Record<string, unknown> = () => ({}),
): HostileRequest {
  return { name, as, body: () => JSON.stringify({ query, variables: variables() }) };
}
