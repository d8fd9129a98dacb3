import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ask } from '../testing/accounts/access-tokens.js';
import { makeRole, writeRole } from '../testing/accounts/roles.js';
import { createPerson, type Person, signedIn } from '../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { roleIdsOf } from '../testing/requests/user-requests.js';

const BUILT_IN = ['Administrator', 'Auditor', 'Editor', 'Owner', 'Viewer'];

let test: TestApp;
let owner: Person;
let admin: Person;
let builtIn: Record<string, string>;

beforeAll(async () => {
  test = await startTestApp();
  builtIn = await roleIdsOf(test);
  await createPerson(test, 'owner@example.org', 'Owner');
  await createPerson(test, 'admin@example.org', 'Administrator');
  owner = await signedIn(test, 'owner@example.org');
  admin = await signedIn(test, 'admin@example.org');
});
beforeEach(async () => {
  await test.database.query(
    `delete from user_roles where role_id in (select id from roles where key is null)`,
  );
  await test.database.query('delete from roles where key is null');
});
afterAll(() => test.close());

const stored = () =>
  test.database.query('select name, description, permissions, version from roles order by name');

/** Code and path of the only refusal. Also checks that the refused write changed nothing, and that the answer has the list. */
async function refusalOf(
  ask: Ask,
  write: 'create' | 'update' | 'delete',
  variables: Record<string, unknown>,
) {
  const before = await stored();
  const { role, roles, userErrors } = await writeRole(ask, write, variables);
  expect(role).toBeNull();
  expect(await stored()).toEqual(before);
  expect(roles).toHaveLength(before.length);
  expect(userErrors).toHaveLength(1);
  const [{ code, path }] = userErrors as [{ code: string; path: string[] }];
  return `${code} ${path.join('.')}`;
}

const input = (own: object = {}) => ({ input: { name: 'Helpdesk', permissions: ['USERS_READ'], ...own } });

describe('making a role', () => {
  it('returns it and the list, and is in the audit trail', async () => {
    const { data } = await admin.graphql(
      `mutation ($input: CreateRoleInput!) { createRole(input: $input) {
        role { name description permissions version isBuiltIn userCount
          viewerCanUpdate viewerCanDelete viewerCanGive }
        roles { name userCount } userErrors { code } } }`,
      input({
        name: '  Helpdesk ',
        description: ' Answers calls ',
        permissions: ['USERS_WRITE', 'USERS_READ', 'USERS_READ'],
      }),
    );
    expect(data.createRole.role).toEqual({
      name: 'Helpdesk',
      description: 'Answers calls',
      permissions: ['USERS_READ', 'USERS_WRITE'],
      version: 1,
      isBuiltIn: false,
      userCount: 0,
      viewerCanUpdate: true,
      viewerCanDelete: true,
      viewerCanGive: true,
    });
    const counts = Object.fromEntries(
      (data.createRole.roles as { name: string; userCount: number }[]).map((role) => [
        role.name,
        role.userCount,
      ]),
    );
    expect(counts).toEqual({ Administrator: 1, Auditor: 0, Editor: 0, Helpdesk: 0, Owner: 1, Viewer: 0 });
    const [entry] = await test.database.query(
      'select action, actor_id, target_type, changes from audit_entries order by id desc limit 1',
    );
    expect(entry).toEqual({
      action: 'ROLE_CREATED',
      actor_id: admin.id,
      target_type: 'ROLE',
      changes: {
        name: { before: null, after: 'Helpdesk' },
        description: { before: null, after: 'Answers calls' },
        permissions: { before: null, after: ['USERS_READ', 'USERS_WRITE'] },
      },
    });
  });

  it.each([
    [{ name: ' ' }, 'REQUIRED input.name'],
    [{ name: 'x'.repeat(101) }, 'TOO_LONG input.name'],
    [{ name: 'a\u202eb' }, 'INVALID input.name'],
    [{ name: 'OWNER' }, 'NAME_TAKEN input.name'],
    [{ description: 'x'.repeat(501) }, 'TOO_LONG input.description'],
    [{ permissions: [] }, 'REQUIRED input.permissions'],
    [{ permissions: ['USERS_READ', 'SETTINGS_WRITE'] }, 'NOT_ALLOWED input.permissions'],
  ])('with %j is refused', async (own, refusal) => {
    expect(await refusalOf(admin.graphql, 'create', input(own))).toBe(refusal);
  });

  it('refuses a taken name regardless of case, in any script', async () => {
    await makeRole(admin.graphql, 'Ärzte ΣΟΦΌΣ', 'USERS_READ');
    expect(await refusalOf(admin.graphql, 'create', input({ name: 'äRZTE σοφός' }))).toBe(
      'NAME_TAKEN input.name',
    );
  });

  it('creates one of two simultaneous roles with the same name', async () => {
    const answers = await Promise.all([1, 2].map(() => writeRole(admin.graphql, 'create', input())));
    expect(
      answers.flatMap(({ userErrors }) => (userErrors as { code: string }[]).map(({ code }) => code)),
    ).toEqual(['NAME_TAKEN']);
  });

  it('is limited to a hundred, also for simultaneous requests', async () => {
    await test.database.query(
      `insert into roles (name, permissions) select 'Role ' || n, '{USERS_READ}' from generate_series(1, 94) n`,
    );
    const answers = await Promise.all(
      [1, 2, 3].map((n) => writeRole(admin.graphql, 'create', input({ name: `Last ${n}` }))),
    );
    expect(answers.flatMap(({ userErrors }) => userErrors as object[])).toMatchObject([
      { code: 'LIMIT', path: ['input'] },
      { code: 'LIMIT', path: ['input'] },
    ]);
    expect(await stored()).toHaveLength(100);
  });
});

describe('changing a role', () => {
  const update = (id: string, own: object, version = 1) => ({ input: { id, version, ...own } });

  it('changes only the given fields, and keeps the old values in the audit trail', async () => {
    const id = await makeRole(admin.graphql, 'Helpdesk', 'USERS_READ');
    const { role } = await writeRole(
      admin.graphql,
      'update',
      update(id, { permissions: ['USERS_READ', 'AUDIT_READ'] }),
    );
    expect(role).toEqual({ id, version: 2 });
    const { data } = await admin.graphql(
      `{ node(id: "${id}") { ... on Role { name permissions userCount } } }`,
    );
    expect(data.node).toEqual({ name: 'Helpdesk', permissions: ['USERS_READ', 'AUDIT_READ'], userCount: 0 });
    const [entry] = await test.database.query(
      'select action, changes from audit_entries order by id desc limit 1',
    );
    expect(entry).toEqual({
      action: 'ROLE_UPDATED',
      changes: { permissions: { before: ['USERS_READ'], after: ['USERS_READ', 'AUDIT_READ'] } },
    });
  });

  it('to its present values does nothing', async () => {
    const id = await makeRole(admin.graphql, 'Helpdesk', 'USERS_READ', 'AUDIT_READ');
    const trail = await test.database.query('select from audit_entries');
    const same = { name: 'Helpdesk', description: ' ', permissions: ['AUDIT_READ', 'USERS_READ'] };
    expect((await writeRole(admin.graphql, 'update', update(id, same))).role.version).toBe(1);
    expect(await test.database.query('select from audit_entries')).toHaveLength(trail.length);
  });

  it.each([
    ['nothing', { id: '01939f1e-8f5e-7a10-9d2b-3c4d5e6f7a8b' }, 'NOT_FOUND input.id'],
    ['an id that is none', { id: 'x' }, 'NOT_FOUND input.id'],
    ['a stale version', { version: 7 }, 'STALE_VERSION input.version'],
    ['no name', { name: null }, 'REQUIRED input.name'],
    ['another’s name', { name: 'vIEWER' }, 'NAME_TAKEN input.name'],
    ['no permission', { permissions: null }, 'REQUIRED input.permissions'],
    [
      'a permission that the viewer lacks',
      { permissions: ['SETTINGS_WRITE'] },
      'NOT_ALLOWED input.permissions',
    ],
  ])('to %s is refused', async (_what, own, refusal) => {
    const id = await makeRole(admin.graphql, 'Helpdesk', 'USERS_READ');
    expect(await refusalOf(admin.graphql, 'update', update(id, own))).toBe(refusal);
  });

  it('with more permissions than the viewer has is refused, and so is deleting it', async () => {
    const id = await makeRole(owner.graphql, 'Settings', 'SETTINGS_WRITE');
    expect(await refusalOf(admin.graphql, 'update', update(id, { permissions: ['USERS_READ'] }))).toBe(
      'NOT_ALLOWED input.permissions',
    );
    expect(await refusalOf(admin.graphql, 'delete', { id })).toBe('NOT_ALLOWED id');
    const { data } = await admin.graphql('{ roles { name viewerCanUpdate viewerCanDelete viewerCanGive } }');
    expect(data.roles).toContainEqual({
      name: 'Settings',
      viewerCanUpdate: false,
      viewerCanDelete: false,
      viewerCanGive: false,
    });
  });

  it.each(BUILT_IN)('%s, which is built in, is refused to everybody', async (name) => {
    const id = builtIn[name] ?? '';
    expect(await refusalOf(owner.graphql, 'update', update(id, { name: 'Other' }))).toBe(
      'NOT_ALLOWED input.id',
    );
    expect(await refusalOf(owner.graphql, 'delete', { id })).toBe('NOT_ALLOWED id');
    const { data } = await owner.graphql(
      '{ roles { name description isBuiltIn viewerCanUpdate viewerCanDelete viewerCanGive } }',
    );
    expect(data.roles).toContainEqual({
      name,
      description: expect.stringMatching(/\w/) as string,
      isBuiltIn: true,
      viewerCanUpdate: false,
      viewerCanDelete: false,
      viewerCanGive: true,
    });
  });

  it('cannot raise the viewer by a role of their own', async () => {
    const id = await makeRole(owner.graphql, 'Role maker', 'ROLES_WRITE', 'USERS_READ');
    await createPerson(test, 'maker@example.org', 'Role maker');
    const maker = await signedIn(test, 'maker@example.org');
    const permissions = ['ROLES_WRITE', 'USERS_READ', 'USERS_WRITE'];
    expect(await refusalOf(maker.graphql, 'update', update(id, { permissions }))).toBe(
      'NOT_ALLOWED input.permissions',
    );
    expect(await refusalOf(maker.graphql, 'create', input({ permissions }))).toBe(
      'NOT_ALLOWED input.permissions',
    );
  });

  it('accepts one of two changes of the same version', async () => {
    const id = await makeRole(admin.graphql, 'Helpdesk', 'USERS_READ');
    const answers = await Promise.all(
      ['One', 'Two'].map((name) => writeRole(admin.graphql, 'update', update(id, { name }))),
    );
    expect(answers.flatMap(({ userErrors }) => userErrors as object[])).toMatchObject([
      { code: 'STALE_VERSION' },
    ]);
  });
});

describe('deleting a role', () => {
  it('removes it from the list, and keeps its values in the audit trail', async () => {
    const id = await makeRole(admin.graphql, 'Helpdesk', 'USERS_READ');
    const { role, roles } = await writeRole(admin.graphql, 'delete', { id });
    expect(role).toEqual({ id, version: 1 });
    expect((roles as { name: string }[]).map(({ name }) => name)).toEqual(BUILT_IN);
    const [entry] = await test.database.query(
      'select action, changes from audit_entries order by id desc limit 1',
    );
    expect(entry).toEqual({
      action: 'ROLE_DELETED',
      changes: {
        name: { before: 'Helpdesk', after: null },
        permissions: { before: ['USERS_READ'], after: null },
      },
    });
    expect(await refusalOf(admin.graphql, 'delete', { id })).toBe('NOT_FOUND id');
  });

  it('with users is refused with their number, the bin included', async () => {
    const id = await makeRole(admin.graphql, 'Helpdesk', 'USERS_READ');
    await createPerson(test, 'ann@example.org', 'Helpdesk');
    const bin = await createPerson(test, 'bin@example.org', 'Helpdesk');
    await admin.graphql(`mutation { deleteUser(id: "${bin}") { userErrors { code } } }`);
    const { userErrors } = await writeRole(admin.graphql, 'delete', { id });
    expect(userErrors).toEqual([
      {
        code: 'IN_USE',
        path: ['id'],
        message: '2 users have this role, the bin included. Take it from them first.',
      },
    ]);
    const { data } = await admin.graphql(`{ roles { id userCount } }`);
    expect(data.roles).toContainEqual({ id, userCount: 1 });
  });
});
