import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeToken, withToken } from '../../testing/accounts/access-tokens.js';
import { ended, tryToStart, undo } from '../../testing/requests/bulk-requests.js';
import { check, codesOf, refusedOf } from '../../testing/requests/import-requests.js';
import { linkIn, type MailServer, startMailServer } from '../../testing/servers/mail-server.js';
import { createPerson, type Person, signedIn } from '../../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers, roleIdsOf } from '../../testing/requests/user-requests.js';

const APPLY = `mutation ($input: ApplyUserImportInput!) {
  applyUserImport(input: $input) { job { id } userErrors { code path message } } }`;
const RESULTS = `query ($id: ID!) { bulkJob(id: $id) { created change { fileName } items(first: 100) {
  nodes { line isCreated userId outcome reason message user { email displayName title state roles { name } } } } } }`;

describe('applying an import', () => {
  let test: TestApp;
  let mail: MailServer;
  let owner: Person;
  let ids: Record<string, string>;

  beforeAll(async () => {
    mail = await startMailServer();
    test = await startTestApp({ env: { SMTP_URL: mail.url } });
    await createPerson(test, 'owner@example.org', 'Owner');
    owner = await signedIn(test, 'owner@example.org');
  });
  beforeEach(async () => {
    await test.database.query(`delete from users where email <> 'owner@example.org'`);
    const [ada = '', bob = ''] = await createUsers(
      test,
      { email: 'ada@example.org', displayName: 'Ada', title: 'Engineer', password: 'correct horse battery' },
      { email: 'bob@example.org', displayName: 'Bob' },
    );
    ids = { ada, bob };
  });
  afterAll(async () => {
    await test.close();
    await mail.close();
  });

  async function checked(file: string, as: Pick<Person, 'token'> = owner): Promise<string> {
    const id = randomUUID();
    await check(test, file, { id, token: as.token, query: 'name=people.csv' });
    return id;
  }
  async function tryToApply(input: object, as: Pick<Person, 'graphql'> = owner) {
    const { data, errors } = await as.graphql(APPLY, { input });
    if (errors) throw new Error(JSON.stringify(errors));
    return data.applyUserImport;
  }
  async function apply(id: string, more: object = {}, as: Pick<Person, 'graphql'> = owner) {
    const { job, userErrors } = await tryToApply({ id, ...more }, as);
    expect(userErrors).toEqual([]);
    return ended(test.graphql, job.id as string);
  }
  const results = async (id: string) => (await test.graphql(RESULTS, { id })).data.bulkJob;
  const userOf = async (email: string) =>
    (
      await test.graphql(
        'query ($e: String!) { userByEmail(email: $e) { id version displayName title state roles { name } } }',
        { e: email },
      )
    ).data.userByEmail;

  it('creates, changes, leaves and refuses as the dry run has shown', async () => {
    const id = await checked(
      `email,displayName,title,roles\nnew@example.org,New,,Viewer\nada@example.org,Ada,Chef,Auditor\nbob@example.org,Bob,,\nbroken,X,,\n`,
    );
    const job = await apply(id);
    expect(job).toMatchObject({ state: 'DONE', total: 4, position: 4, changed: 2, unchanged: 1, refused: 1 });
    const { created, change, items } = await results(job.id);
    expect([created, change.fileName]).toEqual([1, 'people.csv']);
    expect(items.nodes).toMatchObject([
      {
        line: 2,
        isCreated: true,
        outcome: 'CHANGED',
        user: { email: 'new@example.org', state: 'NO_ACCESS', roles: [{ name: 'Viewer' }] },
      },
      {
        line: 3,
        isCreated: false,
        outcome: 'CHANGED',
        user: { title: 'Chef', roles: [{ name: 'Auditor' }] },
      },
      { line: 4, outcome: 'UNCHANGED', userId: ids['bob'] },
      {
        line: 5,
        outcome: 'REFUSED',
        reason: 'INVALID',
        userId: null,
        message: expect.stringContaining('email'),
      },
    ]);
    expect((await refusedOf({ ...test, operator: owner.token }, id)).toString()).toContain('broken,X,,');
    expect(mail.mails.filter(({ to }) => to?.[0]?.address === 'new@example.org')).toEqual([]);
  });

  it('writes the audit entries of the single writes, with the job in place of the request', async () => {
    const { Auditor: auditor } = await roleIdsOf(test);
    const entries = (targets: string[]) =>
      test.database.query(
        `select action, changes, actor_id = $2 as own from audit_entries where target_id = any($1) order by position`,
        [targets, owner.id],
      );
    const create = `mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }`;
    const { data } = await owner.graphql(create, {
      input: { email: 'same@example.org', displayName: 'Same', title: 'T', roleIds: [auditor] },
    });
    const single = await entries([data.createUser.user.id as string]);
    const { version } = await userOf('ada@example.org');
    const update = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }';
    await owner.graphql(update, {
      input: { id: ids['ada'], version, title: 'Chef', phone: '123', roleIds: [auditor] },
    });
    const updated = (await entries([ids['ada'] ?? ''])).at(-1);
    await test.database.query(`delete from users where email in ('same@example.org', 'ada@example.org')`);
    const [ada = ''] = await createUsers(test, {
      email: 'ada@example.org',
      displayName: 'Ada',
      title: 'Engineer',
    });
    const job = await apply(
      await checked(
        'email,displayName,title,phone,roles\nsame@example.org,Same,T,,Auditor\nada@example.org,Ada,Chef,123,Auditor\n',
      ),
    );
    const same = await userOf('same@example.org');
    expect(await entries([same.id as string])).toEqual(single);
    expect((await entries([ada])).at(-1)).toEqual(updated);
    const [started] = await test.database.query<{ changes: object }>(
      `select changes from audit_entries where target_id = $1 and action = 'BULK_JOB_STARTED'`,
      [job.id],
    );
    expect(started?.changes).toEqual({
      kind: { before: null, after: 'IMPORT' },
      fileName: { before: null, after: 'people.csv' },
    });
    const noted = await test.database.query('select from audit_entries where request_id = $1', [job.id]);
    expect(noted).toHaveLength(2);
  });

  it('can be undone: created users are deleted, the others restored, and users changed since are left alone', async () => {
    const { Viewer: viewer } = await roleIdsOf(test);
    const [cy = ''] = await createUsers(test, {
      email: 'cy@example.org',
      displayName: 'Cy',
      roleIds: [viewer],
    });
    const job = await apply(
      await checked(
        `id,email,displayName,title,roles\n,new@example.org,New,,Viewer\n${ids['ada']},ada2@example.org,Ada L.,,Auditor\n` +
          `${cy},cy@example.org,Cyril,,\n${ids['bob']},bob@example.org,Bobby,,\n,kept@example.org,Kept,,\n`,
      ),
    );
    expect(job).toMatchObject({ changed: 5, refused: 0 });
    for (const email of ['bob@example.org', 'kept@example.org']) {
      const { id, version } = await userOf(email);
      await owner.graphql(
        'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }',
        {
          input: { id, version, department: 'Later' },
        },
      );
    }
    const undone = await undo(owner.graphql, job.id);
    expect(undone).toMatchObject({ kind: 'IMPORT', undoOf: job.id, changed: 3, refused: 2 });
    const { items } = await results(undone.id);
    expect(items.nodes.map(({ reason }: { reason: string | null }) => reason)).toEqual([
      null,
      null,
      null,
      'STALE_VERSION',
      'STALE_VERSION',
    ]);
    expect(items.nodes[0].user).toMatchObject({ email: 'new@example.org', state: 'DELETED' });
    expect(await userOf('ada@example.org')).toMatchObject({
      displayName: 'Ada',
      title: 'Engineer',
      roles: [],
    });
    expect(await userOf('cy@example.org')).toMatchObject({ displayName: 'Cy', roles: [{ name: 'Viewer' }] });
    expect(await userOf('bob@example.org')).toMatchObject({ displayName: 'Bobby' });
    expect(await userOf('kept@example.org')).toMatchObject({ displayName: 'Kept' });
    const actions = await test.database.query(
      'select action, count(*)::int as count from audit_entries where request_id = $1 group by action order by action',
      [undone.id],
    );
    expect(actions).toEqual([
      { action: 'USER_DELETED', count: 1 },
      { action: 'USER_UPDATED', count: 2 },
    ]);
  });

  it('needs USERS_DELETE to undo creations', async () => {
    const { token } = await makeToken(test.graphql, { permissions: ['USERS_READ', 'USERS_WRITE'] });
    const clerk = { token, graphql: withToken(test, token) };
    const job = await apply(
      await checked('email,name\nnew@example.org,New\nbob@example.org,Bobby\n', clerk),
      {},
      clerk,
    );
    const undone = await undo(clerk.graphql, job.id);
    expect(undone).toMatchObject({ changed: 1, refused: 1 });
    expect(await userOf('new@example.org')).not.toBeNull();
  });

  it('invites created users if asked to, and notifies an address that was replaced', async () => {
    const id = await checked(
      `id,email,displayName\n,guest@example.org,Guest\n${ids['ada']},ada@new.example,Ada\n`,
    );
    const job = await apply(id, { invite: true });
    expect(job).toMatchObject({ changed: 2 });
    expect(linkIn(await mail.mailTo('guest@example.org')).path).toBe('/accept');
    await mail.mailTo('ada@example.org');
    expect(await userOf('guest@example.org')).toMatchObject({ state: 'INVITED' });
    expect(mail.mails.filter(({ to }) => to?.[0]?.address === 'ada@new.example')).toEqual([]);
  });

  it('keeps the last owner, in the dry run and in the job', async () => {
    const file = 'email,displayName,roles\nowner@example.org,owner,Viewer\nboss@example.org,Boss,\n';
    expect(codesOf(await check(test, file))).toEqual(['LAST_OWNER', 'CREATED']);
    const second = await createPerson(test, 'second@example.org', 'Owner');
    const id = await checked(file);
    await test.database.query('delete from users where id = $1', [second]);
    const job = await apply(id);
    expect(job).toMatchObject({ changed: 1, refused: 1 });
    expect(await userOf('owner@example.org')).toMatchObject({ roles: [{ name: 'Owner' }] });
  });

  it('starts once, only if there is work, and only by its own mutation', async () => {
    const id = await checked('email,name\nnew@example.org,New\n');
    const job = await apply(id);
    const errorsOf = async (input: object) => (await tryToApply(input)).userErrors[0];
    expect(await errorsOf({ id })).toMatchObject({ code: 'INVALID', path: ['input', 'id'] });
    expect(await errorsOf({ id: randomUUID() })).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'id'] });
    expect(await errorsOf({ id: await checked('email,name\nbob@example.org,Bob\n') })).toMatchObject({
      code: 'INVALID',
    });
    const { userErrors } = await tryToStart(test.graphql, { change: { kind: 'IMPORT' }, where: {} });
    expect(userErrors).toMatchObject([{ code: 'INVALID', path: ['input', 'change', 'kind'] }]);
    const fileName = await test.database.query('select from user_imports where job_id = $1', [job.id]);
    expect(fileName).toHaveLength(1);
  });

  it('fails without any change if the rows are gone', async () => {
    const id = await checked('email,name\nnew@example.org,New\n');
    await test.database.query('truncate user_import_rows');
    expect(await apply(id)).toMatchObject({ state: 'FAILED', failure: 'FILE_GONE', changed: 0 });
    expect(await userOf('new@example.org')).toBeNull();
  });

  it('does 3,000 rows in batches, each once', async () => {
    const lines = Array.from({ length: 3_000 }, (_, n) => `p${n}@many.example,P ${n}`);
    const job = await apply(await checked(['email,name', ...lines, ''].join('\n')));
    expect(job).toMatchObject({ state: 'DONE', changed: 3_000, refused: 0 });
    const [users] = await test.database.query(
      `select count(*)::int as users, max(version) as version from users where email like '%@many.example'`,
    );
    expect(users).toEqual({ users: 3_000, version: 1 });
    const undone = await undo(owner.graphql, job.id);
    expect(undone).toMatchObject({ changed: 3_000 });
  });
});
