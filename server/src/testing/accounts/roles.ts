import type { Ask } from './access-tokens.js';
import type { GraphqlAnswer } from '../test-app.js';

const ANSWER = '{ role { id version } roles { name } userErrors { code path message } }';

const WRITES = {
  create: `mutation ($input: CreateRoleInput!) { write: createRole(input: $input) ${ANSWER} }`,
  update: `mutation ($input: UpdateRoleInput!) { write: updateRole(input: $input) ${ANSWER} }`,
  delete: `mutation ($id: ID!) { write: deleteRole(id: $id) ${ANSWER} }`,
};

/** The payload of a write of a role. */
export async function writeRole(
  ask: Ask,
  write: keyof typeof WRITES,
  variables: Record<string, unknown>,
): Promise<GraphqlAnswer['data']> {
  const { data, errors } = await ask(WRITES[write], variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.write;
}

/** Creates a role with these permissions as a certain user. Returns its id. */
export async function makeRole(ask: Ask, name: string, ...permissions: string[]): Promise<string> {
  const { role, userErrors } = await writeRole(ask, 'create', { input: { name, permissions } });
  if (!role) throw new Error(JSON.stringify(userErrors));
  return role.id as string;
}
