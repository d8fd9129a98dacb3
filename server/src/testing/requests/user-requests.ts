import type { TestApp } from '../test-app.js';

interface NewUser {
  email: string;
  displayName?: string;
  [attribute: string]: unknown;
}

/** Creates users one after the other and returns their ids. */
export async function createUsers({ graphql }: TestApp, ...users: NewUser[]): Promise<string[]> {
  const ids: string[] = [];
  for (const user of users) {
    const input = { displayName: user.email.split('@', 1)[0], ...user };
    const { data, errors } = await graphql(
      `
        mutation ($input: CreateUserInput!) {
          createUser(input: $input) {
            user {
              id
            }
            userErrors {
              code
              path
            }
          }
        }
      `,
      { input },
    );
    if (!data?.createUser.user) throw new Error(JSON.stringify(errors ?? data.createUser.userErrors));
    ids.push(data.createUser.user.id as string);
  }
  return ids;
}

/** The display names of a list, in its order. */
export async function namesOf({ graphql }: TestApp, args: string): Promise<string[]> {
  const { data, errors } = await graphql(`{ users(${args}) { nodes { displayName } } }`);
  if (errors) throw new Error(JSON.stringify(errors));
  return (data.users.nodes as { displayName: string }[]).map(({ displayName }) => displayName);
}

/** The ids of the roles, by name. */
export async function roleIdsOf({ graphql }: TestApp): Promise<Record<string, string>> {
  const { data } = await graphql('{ roles { id name } }');
  const roles = data.roles as { id: string; name: string }[];
  return Object.fromEntries(roles.map(({ id, name }) => [name, id]));
}
