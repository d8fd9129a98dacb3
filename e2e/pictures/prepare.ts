import { OWNER } from '../product/server.ts';
import { SIGN_IN } from '../product/sign-in.ts';

interface User {
  id: string;
  version: number;
}

/** Gives the owner a name, and adds entries to the audit trail. */
export async function prepare(url: string): Promise<void> {
  let token = '';
  const ask = async <Data>(query: string, variables: object = {}): Promise<Data> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Data; errors?: unknown[] };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const change = (input: object) =>
    ask('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { userErrors { message } } }', {
      input,
    });

  const { signIn } = await ask<{ signIn: { accessToken: string } }>(SIGN_IN, { input: OWNER });
  token = signIn.accessToken;
  const { viewer, users } = await ask<{ viewer: User; users: { nodes: User[] } }>(
    '{ viewer { id version } users(first: 5) { nodes { id version } } }',
  );
  await change({ id: viewer.id, version: viewer.version, displayName: 'Olga Berg' });
  const others = users.nodes.filter(({ id }) => id !== viewer.id);
  const [first, second, third] = others as [User, User, User];
  await change({ id: first.id, version: first.version, title: 'Support Lead', department: 'Support' });
  await change({ id: second.id, version: second.version, phone: '+41 44 268 12 12' });
  await ask('mutation ($id: ID!) { deactivateUser(id: $id) { user { id } } }', { id: third.id });
  await ask('mutation ($id: ID!) { reactivateUser(id: $id) { user { id } } }', { id: third.id });
  for (const [displayName, email] of [
    ['Grace Hopper', 'grace@example.org'],
    ['Kay McNulty', 'kay@example.org'],
  ])
    await ask('mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }', {
      input: { displayName, email, department: 'Research', invite: true },
    });
}
