import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asUser } from '../testing/requests/role-requests.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { createUsers, roleIdsOf } from '../testing/requests/user-requests.js';

const PASSWORD = 'correct horse battery';
const INVITE = `mutation ($id: ID!) {
  inviteUser(id: $id) {
    invitation { id state delivery email invitedBy { email } user { email status } }
    link
    invitations(first: 5) { totalCount nodes { id state } }
    userErrors { code path }
  }
}`;
const CANCEL = `mutation ($id: ID!) {
  cancelInvitation(id: $id) { invitation { state } invitations(where: { state: [PENDING] }) { totalCount } userErrors { code path } }
}`;
const ACCEPT = `mutation ($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) { viewer { email status version } accessToken userErrors { code path message } }
}`;
const HOLDER = 'query ($token: String!) { invitationHolder(token: $token) { email displayName } }';
const NOBODY = { authorization: '' };

let test: TestApp;
let roles: Record<string, string>;

async function empty() {
  await test.database.query('delete from users');
  await test.database.query('delete from sign_in_limits');
}
const make = async (email: string, more: object = {}) =>
  (await createUsers(test, { email, ...more }))[0] as string;
const invite = async (id: string) => (await test.graphql(INVITE, { id })).data.inviteUser;
const accept = async (token: string, password = PASSWORD) =>
  (await test.graphql(ACCEPT, { input: { token, password } }, NOBODY)).data.acceptInvitation;
const secretIn = (link: string) => link.split('#')[1] as string;
const actions = async () =>
  (await test.database.query<{ action: string }>('select action from audit_entries order by id')).map(
    ({ action }) => action,
  );

describe('an invitation without a mail server', () => {
  beforeAll(async () => {
    test = await startTestApp();
    roles = await roleIdsOf(test);
  });
  beforeEach(empty);
  afterAll(() => test.close());

  it('is a link to copy, which signs the user in once', async () => {
    const id = await make('ivy@example.org');
    const { link, invitation, invitations, userErrors } = await invite(id);
    expect(userErrors).toEqual([]);
    expect(invitation).toMatchObject({
      state: 'PENDING',
      delivery: 'LINK',
      email: 'ivy@example.org',
      invitedBy: null,
      user: { email: 'ivy@example.org', status: 'INVITED' },
    });
    expect(invitations).toEqual({ totalCount: 1, nodes: [{ id: invitation.id, state: 'PENDING' }] });
    // The origin that the client uses.
    expect(link).toMatch(/^http:\/\/localhost(:80)?\/accept#[\w-]{43}$/);

    const token = secretIn(link);
    const { data } = await test.graphql(HOLDER, { token }, NOBODY);
    expect(data.invitationHolder).toEqual({ email: 'ivy@example.org', displayName: 'ivy' });
    const accepted = await accept(token);
    expect(accepted).toMatchObject({
      viewer: { email: 'ivy@example.org', status: 'ACTIVE', version: 2 },
      userErrors: [],
    });
    expect(accepted.accessToken).not.toBeNull();

    expect((await accept(token)).userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'token'] }]);
    expect((await test.graphql(HOLDER, { token }, NOBODY)).data.invitationHolder).toBeNull();
    await asUser(test, 'ivy@example.org', PASSWORD);
  });

  it('is created with the new user in one request, if requested', async () => {
    const { data } = await test.graphql(
      `mutation { createUser(input: { email: "new@example.org", displayName: "New", invite: true }) {
        user { status invitation { state } } invitationLink userErrors { code } } }`,
    );
    expect(data.createUser).toMatchObject({
      user: { status: 'INVITED', invitation: { state: 'PENDING' } },
      userErrors: [],
    });
    expect((await accept(secretIn(data.createUser.invitationLink))).userErrors).toEqual([]);
  });

  it('is refused with a password in the same request, which creates no user', async () => {
    const { data } = await test.graphql(
      `mutation { createUser(input: { email: "new@example.org", displayName: "New", invite: true, password: "${PASSWORD}" }) {
        user { id } invitationLink userErrors { code path } } }`,
    );
    expect(data.createUser).toEqual({
      user: null,
      invitationLink: null,
      userErrors: [{ code: 'INVALID', path: ['input', 'invite'] }],
    });
    expect(await test.database.query('select from users')).toEqual([]);
  });

  it('stores only the hash of its link, and nothing of it is in the audit trail or the log', async () => {
    const { link } = await invite(await make('ivy@example.org'));
    await accept(secretIn(link));
    const stored = await test.database.query(
      `select (select json_agg(i) from invitations i)::text as invitations,
        (select json_agg(a) from audit_entries a)::text as entries`,
    );
    for (const text of [JSON.stringify(stored), JSON.stringify(test.logs)]) {
      expect(text).not.toContain(secretIn(link));
      expect(text).not.toContain(PASSWORD);
    }
    expect(await actions()).toEqual(expect.arrayContaining(['INVITATION_SENT', 'INVITATION_ACCEPTED']));
  });

  it('sent again has another link, and the previous one is void', async () => {
    const id = await make('ivy@example.org');
    const first = await invite(id);
    const second = await invite(id);
    expect(second.invitation.id).toBe(first.invitation.id);
    expect((await accept(secretIn(first.link))).userErrors[0].code).toBe('NOT_FOUND');
    expect((await accept(secretIn(second.link))).userErrors).toEqual([]);
  });

  it('sent twice at the same moment has one link that works', async () => {
    const id = await make('ivy@example.org');
    const both = await Promise.all([invite(id), invite(id)]);
    const holders = await Promise.all(
      both.map(({ link }) => test.graphql(HOLDER, { token: secretIn(link) }, NOBODY)),
    );
    expect(holders.filter(({ data }) => data.invitationHolder !== null)).toHaveLength(1);
  });

  it('is accepted by one of ten simultaneous requests', async () => {
    const { link } = await invite(await make('ivy@example.org'));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => accept(secretIn(link), `${PASSWORD} ${n}`)),
    );
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  });

  it('expires, and is then sent again', async () => {
    const id = await make('ivy@example.org');
    const { link } = await invite(id);
    await test.database.query(`update invitations set expires_at = now() - interval '1 second'`);
    expect((await accept(secretIn(link))).userErrors[0].code).toBe('NOT_FOUND');
    const { data } = await test.graphql('{ invitations(where: { state: [EXPIRED] }) { nodes { state } } }');
    expect(data.invitations.nodes).toEqual([{ state: 'EXPIRED' }]);
    expect((await invite(id)).invitation.state).toBe('PENDING');
  });

  it('can be cancelled, repeatedly, but not after it was accepted', async () => {
    const id = await make('ivy@example.org');
    const { link, invitation } = await invite(id);
    for (let time = 0; time < 2; time += 1) {
      const { data } = await test.graphql(CANCEL, { id: invitation.id });
      expect(data.cancelInvitation).toEqual({
        invitation: { state: 'CANCELLED' },
        invitations: { totalCount: 0 },
        userErrors: [],
      });
    }
    expect((await accept(secretIn(link))).userErrors[0].code).toBe('NOT_FOUND');
    expect((await actions()).filter((action) => action === 'INVITATION_CANCELLED')).toHaveLength(1);

    const next = await invite(id);
    await accept(secretIn(next.link));
    const { data } = await test.graphql(CANCEL, { id: next.invitation.id });
    expect(data.cancelInvitation.userErrors).toEqual([{ code: 'INVALID', path: ['id'] }]);
  });

  it.each([
    ['the address is another', `update users set email = 'other@example.org'`],
    ['the user is deactivated', 'update users set deactivated_at = now()'],
    ['the user is in the bin', 'update users set deleted_at = now()'],
    ['the user has a password meanwhile', `update users set password_hash = 'x', activated_at = now()`],
  ])('is void when %s', async (_why, change) => {
    const { link } = await invite(await make('ivy@example.org'));
    await test.database.query(change);
    expect((await accept(secretIn(link))).userErrors[0].code).toBe('NOT_FOUND');
    const { data } = await test.graphql('{ invitations { nodes { state } } }');
    expect(data.invitations.nodes).toEqual([{ state: 'CANCELLED' }]);
  });

  it.each([
    ['short', 'short'],
    ['common', 'PassWord123'],
    ['the address', 'IVY@example.org'],
    ['the name', 'Ivy Example Ivyson'],
    ['endless', 'x'.repeat(257)],
  ])('keeps its link if the password is %s', async (_why, password) => {
    const { link } = await invite(await make('ivy@example.org', { displayName: 'Ivy Example Ivyson' }));
    const refused = await accept(secretIn(link), password);
    expect(refused).toMatchObject({
      viewer: null,
      accessToken: null,
      userErrors: [{ code: 'WEAK_PASSWORD', path: ['input', 'password'] }],
    });
    expect((await accept(secretIn(link))).userErrors).toEqual([]);
  });

  it.each(['', 'made-up', 'x'.repeat(43), '\u0000'])('is not accepted with a token of %j', async (token) => {
    await invite(await make('ivy@example.org'));
    expect((await accept(token)).userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'token'] }]);
  });

  it('is refused for a user who can sign in, and for an unknown id', async () => {
    const id = await make('ann@example.org', { password: PASSWORD });
    expect((await invite(id)).userErrors).toEqual([{ code: 'INVALID', path: ['id'] }]);
    for (const unknown of ['x', '01939f1e-8f5e-7a10-9d2b-3c4d5e6f7a8b']) {
      expect((await invite(unknown)).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['id'] }]);
      const { data } = await test.graphql(CANCEL, { id: unknown });
      expect(data.cancelInvitation.userErrors).toEqual([{ code: 'NOT_FOUND', path: ['id'] }]);
    }
  });

  it('needs USERS_WRITE, and the rights over the user', async () => {
    const owner = await make('owner@example.org', { roleIds: [roles['Owner']] });
    for (const role of ['Editor', 'Viewer']) {
      await make(`${role}@example.org`, { password: PASSWORD, roleIds: [roles[role]] });
    }
    const { invitation } = await invite(owner);
    const editor = await asUser(test, 'Editor@example.org', PASSWORD);
    const refused = { userErrors: [{ code: 'NOT_ALLOWED', path: ['id'] }], invitation: null };
    expect((await editor(INVITE, { id: owner })).data.inviteUser).toMatchObject({ ...refused, link: null });
    expect((await editor(CANCEL, { id: invitation.id })).data.cancelInvitation).toMatchObject(refused);

    const viewer = await asUser(test, 'Viewer@example.org', PASSWORD);
    for (const ask of [viewer, (text: string) => test.graphql(text, {}, NOBODY)]) {
      for (const asked of [
        `mutation { inviteUser(id: "${owner}") { userErrors { code } } }`,
        `mutation { cancelInvitation(id: "${invitation.id}") { userErrors { code } } }`,
        `mutation { sendPasswordReset(id: "${owner}") { userErrors { code } } }`,
        '{ invitations { totalCount } }',
        '{ viewer { invitation { state } } }',
      ]) {
        const { errors } = await ask(asked);
        expect([asked, errors?.[0]?.extensions['code']]).toEqual([
          asked,
          expect.stringMatching(/FORBIDDEN|UNAUTHENTICATED/),
        ]);
      }
    }
    expect((await test.graphql('{ invitations { nodes { state } } }')).data.invitations.nodes).toEqual([
      { state: 'PENDING' },
    ]);
  });

  it('is found by its id only with USERS_WRITE', async () => {
    await make('viewer@example.org', { password: PASSWORD, roleIds: [roles['Viewer']] });
    const { invitation } = await invite(await make('ivy@example.org'));
    const asked = `{ node(id: "${invitation.id}") { __typename id } }`;
    expect((await test.graphql(asked)).data.node).toEqual({ __typename: 'Invitation', id: invitation.id });
    const viewer = await asUser(test, 'viewer@example.org', PASSWORD);
    expect((await viewer(asked)).data.node).toBeNull();
  });

  it('is in a list, newest first, with pages and a filter by state', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push((await invite(await make(`u${n}@example.org`))).invitation.id);
    await test.graphql(CANCEL, { id: ids[2] });
    const page = async (args: string) =>
      (
        await test.graphql(
          `{ invitations(${args}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
        )
      ).data.invitations;
    const first = await page('first: 2');
    expect(first.nodes.map(({ id }: { id: string }) => id)).toEqual([ids[4], ids[3]]);
    expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true } });
    const second = await page(`first: 3, after: "${first.pageInfo.endCursor}"`);
    expect(second.nodes.map(({ id }: { id: string }) => id)).toEqual([ids[2], ids[1], ids[0]]);
    expect(await page('where: { state: [CANCELLED] }')).toMatchObject({
      totalCount: 1,
      nodes: [{ id: ids[2] }],
    });
    expect(await page('where: { state: [PENDING, ACCEPTED] }')).toMatchObject({ totalCount: 4 });
    expect(await page('where: { state: [] }')).toMatchObject({ totalCount: 0 });
  });
});
