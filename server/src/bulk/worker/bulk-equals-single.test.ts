import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcomesOf, run } from '../../testing/requests/bulk-requests.js';
import { type MailServer, startMailServer } from '../../testing/servers/mail-server.js';
import { makeRole } from '../../testing/accounts/roles.js';
import { createPerson, type Person, signedIn } from '../../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { roleIdsOf } from '../../testing/requests/user-requests.js';

/** One of each kind that the rules distinguish. Their addresses begin with the name of the population. */
const PEOPLE = [
  'invited',
  'active',
  'deactivated',
  'deleted',
  'deletedWithTakenAddress',
  'owner',
  'viewer',
  'signedIn',
  'twinInBin',
  'secondTwinInBin',
  'inDepartment',
  'deactivatedInBin',
];

const MISSING = '01a20d34-bf94-74c9-b037-02a30eafc5ba';

describe('a bulk job', () => {
  let test: TestApp;
  let mail: MailServer;
  let actor: Person;
  let roles: Record<string, string>;
  let populations = 0;

  beforeAll(async () => {
    mail = await startMailServer();
    test = await startTestApp({ env: { SMTP_URL: mail.url } });
    const permissions = ['USERS_READ', 'USERS_WRITE', 'USERS_DELETE', 'ROLES_WRITE'];
    await makeRole(test.graphql, 'Clerk', ...permissions);
    await createPerson(test, 'clerk@example.org', 'Clerk');
    actor = await signedIn(test, 'clerk@example.org');
    roles = await roleIdsOf(test);
  });
  afterAll(async () => {
    await test.close();
    await mail.close();
  });

  /** Users of every kind, in the order of PEOPLE, which is that of their ids. */
  async function populate(): Promise<string[]> {
    populations += 1;
    const name = `p${populations}`;
    const ids: string[] = [];
    for (const kind of PEOPLE) {
      const isTwin = kind.endsWith('winInBin');
      const columns = {
        email: `${isTwin ? 'twin' : kind}@${name}.example`,
        display_name: kind,
        activated_at: kind === 'invited' ? null : '2026-01-01',
        deactivated_at: kind.startsWith('deactivated') ? '2026-02-01' : null,
        deleted_at: kind.startsWith('deleted') || kind.endsWith('InBin') ? '2026-03-01' : null,
        department: kind === 'inDepartment' ? 'Sales' : null,
      };
      const names = Object.keys(columns);
      const [row] = await test.database.query<{ id: string }>(
        `insert into users (${names.join()}) values (${names.map((_, n) => `$${n + 1}`).join()}) returning id`,
        Object.values(columns),
      );
      ids.push(row?.id ?? '');
    }
    const of = (kind: string) => ids[PEOPLE.indexOf(kind)];
    await test.database.query(
      `insert into users (email, display_name) values ($1, 'holder of the address')`,
      [`deletedWithTakenAddress@${name}.example`],
    );
    await test.database.query('insert into user_roles (user_id, role_id) values ($1, $2), ($3, $4)', [
      of('owner'),
      roles['Owner'],
      of('viewer'),
      roles['Viewer'],
    ]);
    await test.database.query(
      `insert into sessions (user_id, refresh_hash, address, expires_at)
        select $1, sha256(convert_to($2 || n, 'UTF8')), '192.0.2.1', now() + interval '1 day' from generate_series(1, 2) n`,
      [of('signedIn'), name],
    );
    return ids;
  }

  const single =
    (mutation: string, argument = 'id') =>
    async (id: string) => {
      const { data } = await actor.graphql(
        `mutation ($id: ID!) { answer: ${mutation}(${argument}: $id) { userErrors { code } } }`,
        { id },
      );
      return data.answer.userErrors[0]?.code as string | undefined;
    };

  const versionOf = async (id: string) =>
    (await test.database.query<{ version: number }>('select version from users where id = $1', [id]))[0]
      ?.version ?? 1;

  async function update(id: string, change: object) {
    const input = { id, version: await versionOf(id), ...change };
    const { data } = await actor.graphql(
      'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { userErrors { code } } }',
      { input },
    );
    return data.updateUser.userErrors[0]?.code as string | undefined;
  }

  async function roleIds(id: string): Promise<string[]> {
    const rows = await test.database.query<{ role_id: string }>(
      'select role_id from user_roles where user_id = $1',
      [id],
    );
    return rows.map(({ role_id }) => role_id);
  }

  async function erase(id: string) {
    const { data } = await actor.graphql(
      'mutation ($ids: [ID!]!) { eraseUsers(ids: $ids, confirmation: "erase 1") { userErrors { code } } }',
      { ids: [id] },
    );
    return data.eraseUsers.userErrors[0]?.code as string | undefined;
  }

  /** All that is observable of a user, without the differences between two populations. */
  async function traceOf(id: string) {
    const [user = {}] = await test.database.query<Record<string, unknown>>(
      `select u.status, u.version, u.department, u.locale, u.deactivated_at is not null as off, u.deleted_by is not null as by,
        (select array_agg(r.name order by r.name) from user_roles ur join roles r on r.id = ur.role_id
          where ur.user_id = u.id) as roles,
        (select count(*) from sessions s where s.user_id = u.id and s.revoked_at is null) as sessions,
        (select count(*) from invitations i where i.user_id = u.id) as invitations
      from users u where u.id = $1`,
      [id],
    );
    const entries = await test.database.query(
      `select action, actor_id, session_id is not null as in_session, target_type, address is not null as has_address,
        regexp_replace(changes::text, '@p\\d+', '@p', 'g') as changes
      from audit_entries where target_id = $1 order by id`,
      [id],
    );
    return { user, entries };
  }

  async function tracesOf(ids: string[]) {
    const traces: Awaited<ReturnType<typeof traceOf>>[] = [];
    for (const id of ids) traces.push(await traceOf(id));
    return traces;
  }

  const CASES: [string, object, (id: string) => Promise<string | undefined>][] = [
    ['DEACTIVATE', {}, single('deactivateUser')],
    ['REACTIVATE', {}, single('reactivateUser')],
    ['DELETE', {}, single('deleteUser')],
    ['RESTORE', {}, single('restoreUser')],
    ['ERASE', {}, erase],
    ['SET_FIELD', { field: 'DEPARTMENT', value: ' Sales ' }, (id) => update(id, { department: ' Sales ' })],
    ['SET_FIELD', { field: 'LOCALE', value: 'de-ch' }, (id) => update(id, { locale: 'de-ch' })],
    ['SET_FIELD', { field: 'DEPARTMENT', value: null }, (id) => update(id, { department: null })],
    ['RESEND_INVITATION', {}, single('inviteUser')],
    ['END_SESSIONS', {}, single('revokeSessions', 'userId')],
    ...['Viewer', 'Owner'].flatMap((name): typeof CASES => [
      [
        'ADD_ROLE',
        { roleId: name },
        async (id) => update(id, { roleIds: [...(await roleIds(id)), roles[name]] }),
      ],
      [
        'REMOVE_ROLE',
        { roleId: name },
        async (id) => update(id, { roleIds: (await roleIds(id)).filter((each) => each !== roles[name]) }),
      ],
    ]),
  ];

  it.each(CASES)('has the effect and the refusals of single writes for %s %o', async (kind, own, write) => {
    const parameters = own as { roleId?: string };
    // Such a job is refused as a whole; the single write is refused for each user.
    if (parameters.roleId === 'Owner') return expectRefusedRole(kind);
    const change = { kind, ...own, ...(parameters.roleId && { roleId: roles[parameters.roleId] }) };
    const [one, many] = [await populate(), await populate()];
    // The actor cannot end their own sessions and go on.
    const shared = kind === 'END_SESSIONS' ? [MISSING] : [MISSING, actor.id];

    const before = await tracesOf([...one, ...many]);
    const job = await run(actor.graphql, {
      change,
      ids: [...shared, ...many],
      expectedCount: many.length + shared.length,
    });
    const outcomes = await outcomesOf(actor.graphql, job.id);
    // Read before the single writes change the actor, who is the same for both.
    const outcomesOfMany = [...many, ...shared].map((id) => outcomes[id]);
    const codes: (string | undefined)[] = [];
    for (const id of [...one, ...shared]) codes.push(await write(id));

    const after = await tracesOf([...one, ...many]);
    const isChanged = (n: number) => after[n]?.entries.length !== before[n]?.entries.length;
    const expected = one.map((_, n) => codes[n] ?? (isChanged(n) ? 'CHANGED' : 'UNCHANGED'));
    expect(Object.fromEntries(PEOPLE.map((name, n) => [name, outcomesOfMany[n]]))).toEqual(
      Object.fromEntries(PEOPLE.map((name, n) => [name, expected[n]])),
    );
    expect(outcomesOfMany[many.length]).toBe('NOT_FOUND');
    expect(codes[one.length]).toBe('NOT_FOUND');
    expect(after.slice(one.length)).toEqual(after.slice(0, one.length));
    const count = (outcome: string) => Object.values(outcomes).filter((each) => each === outcome).length;
    expect([job.state, job.changed, job.unchanged]).toEqual(['DONE', count('CHANGED'), count('UNCHANGED')]);
    expect(job.changed + job.unchanged + job.refused).toBe(many.length + shared.length);
  });

  async function expectRefusedRole(kind: string) {
    const { data } = await actor.graphql(
      `mutation ($input: StartBulkJobInput!) { startBulkJob(input: $input) { userErrors { code path } } }`,
      { input: { change: { kind, roleId: roles['Owner'] }, ids: [actor.id] } },
    );
    expect(data.startBulkJob.userErrors).toEqual([
      { code: 'NOT_ALLOWED', path: ['input', 'change', 'roleId'] },
    ]);
  }

  it('refuses changes of oneself that are not allowed, and keeps the last owner', async () => {
    for (const kind of ['DEACTIVATE', 'DELETE']) {
      const { id } = await run(actor.graphql, { change: { kind }, ids: [actor.id] });
      expect(await outcomesOf(actor.graphql, id)).toEqual({ [actor.id]: 'SELF' });
    }
    const [owner = ''] = [(await populate())[PEOPLE.indexOf('owner')]];
    const owners = await test.database.query<{ id: string }>(
      `select u.id from users u join user_roles ur on ur.user_id = u.id join roles r on r.id = ur.role_id
        where r.key = 'OWNER' and u.status = 'ACTIVE' order by u.id`,
    );
    const ids = owners.map(({ id }) => id);
    expect(ids).toContain(owner);
    const changes = [
      { kind: 'DEACTIVATE' },
      { kind: 'REMOVE_ROLE', roleId: roles['Owner'] },
      { kind: 'DELETE' },
    ];
    for (const change of changes) {
      // An operator's token, which may do everything.
      const job = await run(test.graphql, { change, ids });
      const outcomes = await outcomesOf(test.graphql, job.id);
      expect(Object.values(outcomes).filter((each) => each === 'LAST_OWNER')).toHaveLength(1);
      expect([job.changed, job.refused], change.kind).toEqual([ids.length - 1, 1]);
      if (ids.length > 1) {
        const { data } = await test.graphql(
          `mutation ($id: ID!) { undoBulkJob(id: $id) { job { id } userErrors { code } } }`,
          { id: job.id },
        );
        expect(data.undoBulkJob.userErrors).toEqual([]);
        await expect
          .poll(() => test.database.query('select from bulk_jobs where finished_at is null'))
          .toEqual([]);
      }
    }
  });
});
