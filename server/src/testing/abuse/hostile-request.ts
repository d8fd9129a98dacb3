/** Who sends it: nobody is not signed in, a viewer may only read users, an owner may do everything. */
export type Sender = 'nobody' | 'viewer' | 'owner';

/** One request of HTTP, as it goes over the network. */
export interface HostileRequest {
  /** What it is, for the report of one that costs too much. */
  name: string;
  as: Sender;
  method?: 'GET';
  /** /graphql where it is left out. */
  path?: string;
  /** In JSON. Made when it is sent: all of them together would be gigabytes. */
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
