import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asking, asking } from '../testing/asked-twice.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const EVERYTHING = `id email displayName givenName familyName title department phone locale timeZone status version
  createdAt updatedAt lastSignInAt roles { id name permissions __typename } __typename`;
const PAGE_INFO = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

describe('a create by a plan', () => {
  let test: TestApp;
  let ask: Asking['ask'];

  beforeAll(async () => {
    test = await startTestApp();
    ({ ask } = asking(test));
  });
  afterAll(() => test.close());

  it('is what the service answers, in the audit trail too', async () => {
    const document = `mutation ($input: CreateUserInput!) { createUser(input: $input) {
      user { ${EVERYTHING} } invitationLink userErrors { code message path }
      users(first: 3) { totalCount edges { cursor node { id } } ${PAGE_INFO} } } }`;
    const created = async (email: string) => {
      const answer = await ask(document, {
        input: { email, displayName: ' Zoë ', title: '', department: 'Ops' },
      });
      const { user, users, ...others } = JSON.parse(answer.body).data.createUser;
      expect(users.edges[0].node.id).toBe(user.id);
      const { id, createdAt, updatedAt, ...shown } = user;
      const [entry] = await test.database.query(
        `select action, actor_id, session_id, token_id, target_type, address, changes from audit_entries where target_id = $1`,
        [id],
      );
      const text = JSON.stringify({
        shown,
        others,
        entry,
        keys: Object.keys(user),
        list: Object.keys(users),
      });
      return {
        isCompiled: answer.isCompiled,
        count: users.totalCount as number,
        text: text.replaceAll(email, 'EMAIL'),
      };
    };
    const first = await created('zoe1@example.org');
    const second = await created('zoe2@example.org');
    expect([first.isCompiled, second.isCompiled]).toEqual([false, true]);
    expect(second.text).toBe(first.text);
    expect(second.count).toBe(first.count + 1);
    // What is refused, the service says.
    const taken = await ask(document, { input: { email: 'ZOE1@example.org', displayName: 'Zoë' } });
    expect(taken.isCompiled).toBe(false);
    expect(JSON.parse(taken.body).data.createUser.userErrors).toMatchObject([{ code: 'EMAIL_TAKEN' }]);
    const wrong = await ask(document, { input: { email: 'no address', displayName: 'Zoë' } });
    expect(JSON.parse(wrong.body).data.createUser.userErrors).toMatchObject([{ code: 'INVALID' }]);
  });

  it('is not run again where nobody knows whether it was made', async () => {
    const document = `mutation ($input: CreateUserInput!) { # lost
      createUser(input: $input) { user { id } userErrors { code } } }`;
    const create = (email: string) => ask(document, { input: { email, displayName: 'Lost' } });
    expect((await create('lost1@example.org')).status).toBe(200);
    await test.database.query(`create function lose_line() returns trigger language plpgsql as $$ begin
        if current_setting('application_name') = 'rollcall-fast' then
          perform pg_terminate_backend(pg_backend_pid());
        end if;
        return new; end $$;
      create trigger lose_line after insert on users for each row execute function lose_line()`);
    const lost = await create('lost2@example.org');
    await test.database.query('drop trigger lose_line on users');
    expect(lost.isCompiled).toBe(true);
    expect(lost.status).toBe(503);
    expect(JSON.parse(lost.body).errors).toEqual([
      {
        message: expect.stringContaining('may have been done') as string,
        extensions: { code: 'SERVICE_UNAVAILABLE', requestId: 'ID' },
      },
    ]);
    expect(await test.database.query(`select from users where email = 'lost2@example.org'`)).toEqual([]);
  });

  it('holds a list that an index finds; the service makes one that has to be searched for', async () => {
    const [indexed, searched] = ['where: { status: [INVITED] }', 'search: "zoe"'].map(
      (args) => `mutation ($input: CreateUserInput!) { createUser(input: $input) { users(${args}) {
        totalCount nodes { email } } } }`,
    );
    const withList = async (document = '', email = '') => {
      const { isCompiled, body } = await ask(document, { input: { email, displayName: 'Zoë' } });
      const { nodes } = JSON.parse(body).data.createUser.users;
      return { isCompiled, newest: [nodes[0].email, nodes[1]?.email] };
    };
    await withList(indexed, 'zoe3@example.org');
    expect(await withList(indexed, 'zoe4@example.org')).toEqual({
      isCompiled: true,
      newest: ['zoe4@example.org', 'zoe3@example.org'],
    });
    await withList(searched, 'zoe5@example.org');
    expect(await withList(searched, 'zoe6@example.org')).toEqual({
      isCompiled: false,
      newest: ['zoe6@example.org', 'zoe5@example.org'],
    });
  });
});
