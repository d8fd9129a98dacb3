import { getNamedType, isInterfaceType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSchema } from '../schema.js';
import { codeOf, makeToken, withToken } from '../testing/accounts/access-tokens.js';
import { asking } from '../testing/asked-twice.js';
import { createPerson, type Person, signedIn } from '../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { createUsers } from '../testing/requests/user-requests.js';
import { accessOf } from './access.js';
import { Permission } from './permission.enum.js';
import { BARE, showsOf } from './shows.js';
import { SHOWN } from '../testing/shown-fields.js';

/**
 * Which user each field shows. `VIEWER` and `MADE` need only the permission of the field itself. For users of `READ`, every
 * field except those of BARE needs USERS_READ.
 */
const USERS: Record<string, 'VIEWER' | 'MADE' | 'READ'> = {
  'AccessToken.user': 'READ',
  'AuditEntry.actor': 'READ',
  'AuditEntry.target': 'READ',
  'BulkItem.user': 'READ',
  'BulkJob.actor': 'READ',
  'ChangeEmailPayload.viewer': 'VIEWER',
  'CreateAccessTokenPayload.viewer': 'VIEWER',
  'CreateUserPayload.emailHolder': 'MADE', // It needs USERS_READ by its own declaration.
  'CreateUserPayload.user': 'MADE',
  'DeactivateUserPayload.emailHolder': 'READ',
  'DeactivateUserPayload.user': 'READ',
  'DeleteUserPayload.emailHolder': 'READ',
  'DeleteUserPayload.user': 'READ',
  'Invitation.invitedBy': 'READ',
  'Invitation.user': 'READ',
  'Query.user': 'READ',
  'Query.userByEmail': 'READ',
  'Query.viewer': 'VIEWER',
  'ReactivateUserPayload.emailHolder': 'READ',
  'ReactivateUserPayload.user': 'READ',
  'ResetSecondFactorPayload.user': 'READ',
  'RestoreUserPayload.emailHolder': 'READ',
  'RestoreUserPayload.user': 'READ',
  'RevokeAccessTokenPayload.viewer': 'VIEWER',
  'RevokeSessionPayload.user': 'VIEWER',
  'RevokeSessionsPayload.user': 'VIEWER',
  'SignInPayload.viewer': 'VIEWER',
  'SignOutEverywherePayload.user': 'VIEWER',
  'UpdateUserPayload.emailHolder': 'READ',
  'UpdateUserPayload.user': 'READ',
  'UpdateViewerPayload.viewer': 'VIEWER',
  'UserChange.user': 'READ',
  'UserActivity.user': 'READ',
  'UserConflict.user': 'READ',
  'UserConnection.nodes': 'READ',
  'UserEdge.node': 'READ',
  // Stricter than CreateUserPayload: the type does not show which of its implementations answers.
  'UserEditor.user': 'READ',
  'UserFieldChange.actor': 'READ',
  'UserWritePayload.emailHolder': 'READ',
  'UserWritePayload.user': 'READ',
};

const schema = buildSchema();
const types = Object.values(schema.getTypeMap()).filter(
  (type) => isObjectType(type) || isInterfaceType(type),
);
const isAnswer = ({ name }: { name: string }) => !name.startsWith('__') && !ROOTS.includes(name);
const ROOTS = ['Query', 'Mutation', 'Subscription'];

describe('what an answer shows', () => {
  it('matches the table for every field of every type', () => {
    const declared: Record<string, Record<string, string>> = {};
    for (const type of types.filter(isAnswer)) {
      for (const field of Object.values(type.getFields())) {
        const of = (declared[accessOf(field) ?? accessOf(type) ?? 'nobody has decided'] ??= {});
        of[type.name] = of[type.name] ? `${of[type.name]} ${field.name}` : field.name;
      }
    }
    expect(declared).toEqual(SHOWN);
  });

  it('matches the table for every field that returns a user', () => {
    const declared = types
      .filter(({ name }) => !name.startsWith('__'))
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter((field) => getNamedType(field.type).name === 'User')
          .map((field) => [`${type.name}.${field.name}`, showsOf(field) ?? showsOf(type) ?? 'READ']),
      );
    expect(Object.fromEntries(declared)).toEqual(USERS);
  });
});

describe('a viewer with every permission but USERS_READ', () => {
  let test: TestApp;
  let token: string;
  let ask: ReturnType<typeof withToken>;
  let somebody: string;

  const ALL = Object.values(Permission);
  const fieldsOf = (name: string) => {
    const type = schema.getType(name);
    return isObjectType(type) ? Object.values(type.getFields()) : [];
  };
  /** The selection of a field: of an object its __typename. */
  const asked = ({ name, type }: ReturnType<typeof fieldsOf>[number]) =>
    isObjectType(getNamedType(type)) ? `${name} { __typename }` : name;

  beforeAll(async () => {
    test = await startTestApp();
    [somebody = ''] = await createUsers(test, { email: 'somebody@example.org', title: 'Secret' });
    const { token: made } = await makeToken(test.graphql, {
      permissions: ALL.filter((permission) => permission !== Permission.USERS_READ),
    });
    token = made;
    ask = withToken(test, token);
  });
  afterAll(() => test.close());

  /** Every write whose answer shows an existing user. */
  const WRITES: Record<string, (inner: string) => string> = {
    updateUser: (inner) => `updateUser(input: { id: "${somebody}", version: 1 }) { user { ${inner} } }`,
    'updateUser, by the interface': (inner) =>
      `updateUser(input: { id: "${somebody}", version: 1 }) { ... on UserWritePayload { user { ${inner} } } }`,
    deactivateUser: (inner) => `deactivateUser(id: "${somebody}") { user { ${inner} } }`,
    reactivateUser: (inner) => `reactivateUser(id: "${somebody}") { user { ${inner} } }`,
    deleteUser: (inner) => `deleteUser(id: "${somebody}") { user { ${inner} } }`,
    restoreUser: (inner) => `restoreUser(id: "${somebody}") { user { ${inner} } }`,
    resetSecondFactor: (inner) => `resetSecondFactor(id: "${somebody}") { user { ${inner} } }`,
    inviteUser: (inner) => `inviteUser(id: "${somebody}") { invitation { user { ${inner} } } }`,
    'inviteUser, the list': (inner) =>
      `inviteUser(id: "${somebody}") { invitations(first: 1) { edges { node { user { ${inner} } } } } }`,
  };

  describe.each(Object.entries(WRITES))('%s', (_name, write) => {
    it.each(fieldsOf('User').map((field) => [field.name, field] as const))('%s', async (name, field) => {
      const answer = await ask(`mutation { ${write(asked(field))} }`);
      expect(codeOf(answer)).toBe(BARE.has(name) ? undefined : 'FORBIDDEN');
      // A fragment is checked for each type of user that it is spread on.
      const spread = await ask(`mutation { ${write('...F')} } fragment F on User { ${asked(field)} }`);
      expect(codeOf(spread)).toBe(BARE.has(name) ? undefined : 'FORBIDDEN');
    });
  });

  it('writes nothing if a field of the answer is refused', async () => {
    const query = `mutation { deactivateUser(id: "${somebody}") { user { title } } }`;
    const before = await test.database.query('select version, status from users where id = $1', [somebody]);
    expect(codeOf(await ask(query))).toBe('FORBIDDEN');
    expect(await test.database.query('select version, status from users where id = $1', [somebody])).toEqual(
      before,
    );
  });

  it('sees the user it created and no list, in first and repeated requests', async () => {
    const { ask: send } = asking(test);
    const headers = { authorization: `Bearer ${token}` };
    const document = `mutation ($input: CreateUserInput!) { createUser(input: $input) {
      user { id email displayName status version roles { name } } userErrors { code } } }`;
    const roads: boolean[] = [];
    for (const email of ['made1@example.org', 'made2@example.org']) {
      const variables = { input: { email, displayName: 'Made' } };
      const { body, isCompiled } = await send(document, variables, undefined, headers);
      expect(JSON.parse(body).data.createUser).toMatchObject({ user: { email, version: 1 }, userErrors: [] });
      roads.push(isCompiled);
    }
    expect(roads).toEqual([false, true]);
    const withList = document.replace('userErrors', 'users(first: 5) { nodes { email } } userErrors');
    // Sent by the operator, who has the permission, so that the document is known.
    for (const email of ['made3@example.org', 'made4@example.org']) {
      await send(withList, { input: { email, displayName: 'Made' } });
    }
    const input = { email: 'made5@example.org', displayName: 'Made' };
    const refused = await send(withList, { input }, undefined, headers);
    expect(JSON.parse(refused.body).errors[0].extensions.code).toBe('FORBIDDEN');
    expect(await test.database.query(`select from users where email = 'made5@example.org'`)).toEqual([]);
  });

  it('sees no address in the list of invitations', async () => {
    expect(codeOf(await ask('{ invitations { nodes { email } } }'))).toBe('FORBIDDEN');
    expect(codeOf(await ask('{ invitations { nodes { user { email } } } }'))).toBe('FORBIDDEN');
    expect(codeOf(await ask('{ invitations { nodes { invitedBy { displayName } } } }'))).toBe('FORBIDDEN');
    expect(
      codeOf(await ask('{ invitations { nodes { state user { id status } } totalCount } }')),
    ).toBeUndefined();
  });

  it('sees itself in every field that shows the viewer, and no other user in the answer to revokeSession', async () => {
    await createPerson(test, 'plain@example.org');
    const plain: Person = await signedIn(test, 'plain@example.org');
    expect((await plain.graphql('{ viewer { email roles { name } } }')).data.viewer).toEqual({
      email: 'plain@example.org',
      roles: [],
    });
    const other = await signedIn(test, 'plain@example.org');
    const sessions = await plain.graphql('{ viewer { sessions { nodes { id isCurrent } } } }');
    const all = sessions.data.viewer.sessions.nodes as { id: string; isCurrent: boolean }[];
    const end = (id = '') => `mutation { revokeSession(id: "${id}") { user { email } userErrors { code } } }`;
    const own = await plain.graphql(end(all.find(({ isCurrent }) => !isCurrent)?.id));
    expect(own.data.revokeSession).toEqual({ user: { email: 'plain@example.org' }, userErrors: [] });
    expect((await other.graphql('{ viewer { id } }')).data.viewer).toBeNull();
    const foreign = await ask(end(all.find(({ isCurrent }) => isCurrent)?.id));
    expect(foreign.data.revokeSession).toEqual({ user: null, userErrors: [] });
    expect((await plain.graphql('{ viewer { id } }')).data.viewer).toBeNull();
    const everywhere = `mutation { revokeSessions(userId: "${somebody}") { user { email } userErrors { code } } }`;
    expect((await ask(everywhere)).data.revokeSessions).toEqual({ user: null, userErrors: [] });
  });
});
