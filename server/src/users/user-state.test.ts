import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { createUsers } from '../testing/requests/user-requests.js';

const PASSWORD = 'correct horse battery';
const ALL = ['NO_ACCESS', 'INVITED', 'INVITATION_EXPIRED', 'ACTIVE', 'DEACTIVATED', 'DELETED'];

describe('the state of a user', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  beforeEach(() => test.database.query('delete from users'));
  afterAll(() => test.close());

  const make = async (email: string, more: object = {}) =>
    (await createUsers(test, { email, ...more }))[0] as string;
  const stateOf = async (id: string) => {
    const { data } = await test.graphql(
      'query ($id: ID!) { user(id: $id) { state status invitationExpiresAt } }',
      {
        id,
      },
    );
    return data.user as { state: string; status: string; invitationExpiresAt: string | null };
  };
  const write = async (mutation: string, id: string) => {
    const { data, errors } = await test.graphql(
      `mutation ($id: ID!) { write: ${mutation}(id: $id) { userErrors { message } } }`,
      { id },
    );
    expect(errors).toBeUndefined();
    expect(data.write.userErrors).toEqual([]);
  };
  const invite = async (id: string) => {
    const { data } = await test.graphql(
      'mutation ($id: ID!) { inviteUser(id: $id) { link invitation { id expiresAt user { state invitationExpiresAt } } } }',
      { id },
    );
    return data.inviteUser as {
      link: string;
      invitation: { id: string; expiresAt: string; user: { state: string; invitationExpiresAt: string } };
    };
  };
  const expire = (id: string) =>
    test.database.query(
      "update invitations set expires_at = now() - interval '1 minute' where user_id = $1",
      [id],
    );

  it('is NO_ACCESS until the user is invited, and the answer to the invitation has the new state', async () => {
    const id = await make('ivy@example.org');
    expect(await stateOf(id)).toEqual({ state: 'NO_ACCESS', status: 'INVITED', invitationExpiresAt: null });
    const { invitation } = await invite(id);
    expect(invitation.user).toEqual({ state: 'INVITED', invitationExpiresAt: invitation.expiresAt });
    expect(await stateOf(id)).toMatchObject({ state: 'INVITED', invitationExpiresAt: invitation.expiresAt });
  });

  it('is INVITED in the answer of a create that invites', async () => {
    const { data } = await test.graphql(
      `mutation { createUser(input: { email: "new@example.org", displayName: "New", invite: true }) {
        user { state invitationExpiresAt } users { nodes { state } } } }`,
    );
    expect(data.createUser.user).toEqual({ state: 'INVITED', invitationExpiresAt: expect.any(String) });
    expect(data.createUser.users.nodes).toEqual([{ state: 'INVITED' }]);
  });

  it('turns to INVITATION_EXPIRED as time passes, and back with another link', async () => {
    const id = await make('ivy@example.org');
    await invite(id);
    await expire(id);
    expect(await stateOf(id)).toMatchObject({ state: 'INVITATION_EXPIRED', status: 'INVITED' });
    await invite(id);
    expect(await stateOf(id)).toMatchObject({ state: 'INVITED' });
  });

  it('is NO_ACCESS again after the invitation was cancelled, or made void by a change of the address', async () => {
    const id = await make('ivy@example.org');
    const { invitation } = await invite(id);
    await write('cancelInvitation', invitation.id);
    expect(await stateOf(id)).toMatchObject({ state: 'NO_ACCESS', invitationExpiresAt: null });
    await invite(id);
    await test.database.query("update users set email = 'other@example.org' where id = $1", [id]);
    expect(await stateOf(id)).toMatchObject({ state: 'NO_ACCESS', invitationExpiresAt: null });
  });

  it('is the status of users who have a password, are deactivated, or are in the bin', async () => {
    const id = await make('ivy@example.org');
    const { link } = await invite(id);
    await test.graphql(
      'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { accessToken } }',
      { input: { token: link.split('#')[1], password: PASSWORD } },
      { authorization: '' },
    );
    expect(await stateOf(id)).toEqual({ state: 'ACTIVE', status: 'ACTIVE', invitationExpiresAt: null });
    await write('deactivateUser', id);
    expect(await stateOf(id)).toMatchObject({ state: 'DEACTIVATED' });
    await write('deleteUser', id);
    expect(await stateOf(id)).toMatchObject({ state: 'DELETED' });
  });

  describe('in a filter', () => {
    async function one(state: string): Promise<string> {
      const id = await make(
        `${state.toLowerCase()}@example.org`,
        state === 'ACTIVE' ? { password: PASSWORD } : {},
      );
      if (state.startsWith('INVIT')) await invite(id);
      if (state === 'INVITATION_EXPIRED') await expire(id);
      if (state === 'DEACTIVATED') await write('deactivateUser', id);
      if (state === 'DELETED') await write('deleteUser', id);
      return id;
    }
    const found = async (where: object) => {
      const { data, errors } = await test.graphql(
        `query ($where: UserWhere) { users(where: $where, orderBy: { field: CREATED_AT, direction: ASC }) {
          totalCount totalCountIsCapped nodes { state } } }`,
        { where },
      );
      expect(errors).toBeUndefined();
      const { nodes, ...count } = data.users as {
        nodes: { state: string }[];
        totalCount: number;
        totalCountIsCapped: boolean;
      };
      expect(count).toEqual({ totalCount: nodes.length, totalCountIsCapped: false });
      return nodes.map(({ state }) => state);
    };
    beforeEach(async () => {
      for (const state of ALL) await one(state);
    });

    it('finds and counts each single state, and any combination', async () => {
      for (const state of ALL) expect(await found({ state: [state] })).toEqual([state]);
      for (let bits = 0; bits < 2 ** ALL.length; bits += 1) {
        const some = ALL.filter((_state, index) => bits & (2 ** index));
        expect(await found({ state: some })).toEqual(some);
      }
    });

    it('holds beside the status and every other condition', async () => {
      expect(await found({ status: ['INVITED'] })).toEqual(['NO_ACCESS', 'INVITED', 'INVITATION_EXPIRED']);
      expect(await found({ status: ['INVITED', 'ACTIVE'], state: ['INVITED', 'DEACTIVATED'] })).toEqual([
        'INVITED',
      ]);
      expect(await found({ status: ['ACTIVE'], state: ['NO_ACCESS'] })).toEqual([]);
      expect(await found({ state: ['NO_ACCESS', 'INVITED'], neverSignedIn: false })).toEqual([]);
    });

    it('moves the user to another filter the moment the invitation expires', async () => {
      await test.database.query('update invitations set expires_at = now() where expires_at > now()');
      expect(await found({ state: ['INVITED'] })).toEqual([]);
      expect(await found({ state: ['INVITATION_EXPIRED'] })).toHaveLength(2);
    });
  });
});
