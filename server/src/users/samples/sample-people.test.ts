import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sealAudit } from '../../audit/chain/audit-seal.service.js';
import { verifyAudit } from '../../audit/chain/audit-verify.service.js';
import { asUser } from '../../testing/requests/role-requests.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers, roleIdsOf } from '../../testing/requests/user-requests.js';

const PASSWORD = 'correct horse battery';
const ANSWER = `ids userErrors { code path message } users(first: 3) { totalCount nodes { email } }
  firstSteps { people samplePeople }`;
const ADD = `mutation { write: addSamplePeople { ${ANSWER} } }`;
const REMOVE = `mutation { write: removeSamplePeople { ${ANSWER} } }`;
const START = `{ firstSteps { people samplePeople hasInvited hasSecondFactor hasAccessToken sendsMail } }`;

describe('sample people', () => {
  let test: TestApp;
  let roles: Record<string, string>;
  beforeAll(async () => {
    test = await startTestApp();
    roles = await roleIdsOf(test);
  });
  beforeEach(() => test.database.query('delete from users'));
  afterAll(() => test.close());

  const person = async (name: string, ...named: string[]) => {
    const roleIds = named.map((each) => roles[each]);
    const email = `${name}@example.org`;
    const [id = ''] = await createUsers(test, { email, password: PASSWORD, roleIds });
    return { id, graphql: await asUser(test, email, PASSWORD) };
  };
  const rows = <T>(query: string, values: unknown[] = []) => test.database.query<T & object>(query, values);
  const added = async () => (await test.graphql(ADD)).data.write as { ids: string[] };

  it('are a thousand, added by one request that returns the list', async () => {
    const { graphql } = await person('olga', 'Owner');
    const { write } = (await graphql(ADD)).data;
    expect(write.userErrors).toEqual([]);
    expect(write.ids).toHaveLength(1_000);
    expect(write.users.totalCount).toBe(1_001);
    expect(write.users.nodes[1].email).toMatch(/@sample\.example$/);
    expect(write.firstSteps).toEqual({ people: 1, samplePeople: 1_000 });
    expect(await rows('select from sample_users')).toHaveLength(1_000);
    expect(await rows('select from users where password_hash is not null')).toHaveLength(1);
    // Facets count them like all users.
    const [counted] = await rows(
      `select sum(count)::int as people from user_facet_counts where facet = 'created'`,
    );
    expect(counted).toEqual({ people: 1_001 });
  });

  it('are one entry of the audit trail, when they come and when they go', async () => {
    const { id, graphql } = await person('olga', 'Owner');
    const [before] = await rows<{ n: number }>('select count(*)::int as n from audit_entries');
    await graphql(ADD);
    await graphql(REMOVE);
    const entries = await rows(
      `select action, actor_id, target_id, changes from audit_entries order by occurred_at, id offset $1`,
      [before?.n],
    );
    const entry = { actor_id: id, target_id: null };
    expect(entries).toEqual([
      { ...entry, action: 'SAMPLE_PEOPLE_ADDED', changes: { samplePeople: { before: '0', after: '1000' } } },
      {
        ...entry,
        action: 'SAMPLE_PEOPLE_REMOVED',
        changes: { samplePeople: { before: '1000', after: '0' } },
      },
    ]);
  });

  it('are added once', async () => {
    await added();
    const { write } = (await test.graphql(ADD)).data;
    expect(write).toMatchObject({
      ids: [],
      userErrors: [{ code: 'ALREADY_DONE' }],
      users: { totalCount: 1_000 },
    });
    const both = await Promise.all([test.graphql(REMOVE), test.graphql(REMOVE)]);
    expect(both.map(({ data }) => data.write.ids.length).toSorted()).toEqual([0, 1_000]);
    const twice = await Promise.all([test.graphql(ADD), test.graphql(ADD)]);
    expect(twice.map(({ data }) => data.write.ids.length).toSorted()).toEqual([0, 1_000]);
    expect(await rows('select from users')).toHaveLength(1_000);
  });

  it('are all removed, also the changed ones, and no other user is', async () => {
    await person('olga', 'Owner');
    const [mine = ''] = await createUsers(test, { email: 'real@sample.example' });
    const { ids } = await added();
    const [renamed = '', binned = '', promoted = ''] = ids;
    const changes = [
      `updateUser(input: { id: "${renamed}", version: 1, email: "ada@example.org", displayName: "Ada" }) { userErrors { code } }`,
      `deleteUser(id: "${binned}") { userErrors { code } }`,
      `updateUser(input: { id: "${promoted}", version: 1, roleIds: ["${roles['Owner']}"] }) { userErrors { code } }`,
    ];
    for (const change of changes) {
      expect(Object.values((await test.graphql(`mutation { ${change} }`)).data)).toEqual([
        { userErrors: [] },
      ]);
    }
    const { write } = (await test.graphql(REMOVE)).data;
    expect(write).toMatchObject({ userErrors: [], firstSteps: { people: 2, samplePeople: 0 } });
    expect(new Set(write.ids)).toEqual(new Set(ids));
    expect(write.users.totalCount).toBe(2);
    const left = await rows<{ id: string; email: string }>('select id, email from users order by email');
    expect(left).toMatchObject([{ email: 'olga@example.org' }, { id: mine }]);
    const counts = await rows(`select sum(count)::int as n from user_counts having sum(count) <> 0`);
    expect(counts).toEqual([{ n: 2 }]);
  });

  it('leave an audit trail that verifies, without the values of changed ones', async () => {
    const { ids } = await added();
    await test.graphql(
      `mutation { updateUser(input: { id: "${ids[0]}", version: 1, title: "Zaphod" }) { userErrors { code } } }`,
    );
    const client = new pg.Client({ connectionString: test.database.url });
    await client.connect();
    try {
      await test.graphql(REMOVE);
      await expect
        .poll(async () => {
          await sealAudit(client);
          const { waiting, fault } = await verifyAudit(client);
          return { waiting, fault };
        })
        .toEqual({ waiting: 0, fault: undefined });
    } finally {
      await client.end();
    }
    expect(await rows(`select from audit_entries where changes::text like '%Zaphod%'`)).toHaveLength(0);
  });

  it('have only roles that the actor may give, and never the owner role', async () => {
    const given = async () =>
      (
        await rows<{ name: string }>(
          'select distinct r.name from sample_users s join user_roles ur using (user_id) join roles r on r.id = role_id order by 1',
        )
      ).map(({ name }) => name);
    await added();
    expect(await given()).toEqual(['Auditor', 'Editor', 'Viewer']);
    await test.graphql(REMOVE);
    const { graphql } = await person('edda', 'Editor');
    expect((await graphql(ADD)).data.write.userErrors).toEqual([]);
    expect(await given()).toEqual([]);
  });

  it('are added with USERS_WRITE, and removed with USERS_DELETE', async () => {
    const viewer = await person('vera', 'Viewer');
    const editor = await person('edda', 'Editor');
    const code = ({ errors = [] }: { errors?: { extensions: object }[] }) => errors[0]?.extensions;
    expect(code(await viewer.graphql(ADD))).toMatchObject({ code: 'FORBIDDEN' });
    await editor.graphql(ADD);
    expect(code(await editor.graphql(REMOVE))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await rows('select from sample_users')).toHaveLength(1_000);
  });

  it('stay if they are the viewer, have more permissions than the viewer, or are the last owner', async () => {
    const { ids } = await added();
    const [self = '', boss = ''] = ids;
    const { createRole } = (
      await test.graphql(
        `mutation { createRole(input: { name: "Cleaner", permissions: [USERS_READ, USERS_DELETE] }) { role { id } } }`,
      )
    ).data;
    const helper = await person('helper');
    const give = (id: string, role: string | undefined) =>
      rows('delete from user_roles where user_id = $1', [id]).then(() =>
        rows('insert into user_roles (user_id, role_id) values ($1, $2)', [id, role]),
      );
    await rows('delete from user_roles where user_id = any($1::uuid[])', [ids]);
    await give(self, createRole.role.id);
    await give(boss, roles['Owner']);
    await rows(
      `update users set email = 'self@example.org', activated_at = now(), deactivated_at = null,
        password_hash = (select password_hash from users where id = $2) where id = $1`,
      [self, helper.id],
    );
    const graphql = await asUser(test, 'self@example.org', PASSWORD);
    const { write } = (await graphql(REMOVE)).data;
    expect(write.ids).toHaveLength(998);
    expect(write.userErrors.map(({ code }: { code: string }) => code)).toEqual(['SELF', 'NOT_ALLOWED']);
    expect(write.firstSteps).toEqual({ people: 1, samplePeople: 2 });

    // The operator may change everybody, but one owner has to stay.
    await rows('update users set activated_at = now(), deactivated_at = null where id = $1', [boss]);
    const refused = (await test.graphql(REMOVE)).data.write;
    expect(refused).toMatchObject({ ids: [], userErrors: [{ code: 'LAST_OWNER' }] });
    expect(await rows('select from sample_users')).toHaveLength(2);
    await test.graphql(`mutation { deleteRole(id: "${createRole.role.id}") { userErrors { code } } }`);
  });
});

describe('the progress of a new directory', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it('comes from the data, until there are more than a few people', async () => {
    const { Owner } = await roleIdsOf(test);
    await createUsers(test, { email: 'olga@example.org', password: PASSWORD, roleIds: [Owner] });
    const graphql = await asUser(test, 'olga@example.org', PASSWORD);
    const start = async () => (await graphql(START)).data.firstSteps as object | null;
    const nothing = { hasInvited: false, hasSecondFactor: false, hasAccessToken: false, sendsMail: false };
    expect(await start()).toEqual({ people: 1, samplePeople: 0, ...nothing });

    await createUsers(test, { email: 'ivy@example.org', invite: true });
    await graphql(
      'mutation { createAccessToken(input: { name: "x", permissions: [USERS_READ] }) { token } }',
    );
    await test.database.query(`update users set has_second_factor = true where email = 'olga@example.org'`);
    expect(await start()).toEqual({
      people: 2,
      samplePeople: 0,
      hasInvited: true,
      hasSecondFactor: true,
      hasAccessToken: true,
      sendsMail: false,
    });

    for (let n = 0; n < 9; n += 1) await createUsers(test, { email: `p${n}@example.org` });
    expect(await start()).toBeNull();
    // A directory with sample people must still offer to remove them.
    await test.graphql(ADD);
    expect(await start()).toMatchObject({ people: 11, samplePeople: 1_000 });
  });
});
