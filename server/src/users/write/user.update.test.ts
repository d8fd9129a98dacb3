import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers, roleIdsOf } from '../../testing/requests/user-requests.js';

const UPDATE = `mutation ($input: UpdateUserInput!) {
  updateUser(input: $input) {
    user { id email displayName givenName version roles { name } }
    users { nodes { id displayName } }
    userErrors { code path }
  }
}`;

describe('changing users', () => {
  let test: TestApp;
  let roles: Record<string, string>;

  beforeAll(async () => {
    test = await startTestApp();
    roles = await roleIdsOf(test);
  });
  beforeEach(async () => {
    await test.database.query('delete from users');
  });
  afterAll(() => test.close());

  describe('updateUser', () => {
    it('changes given fields, empties fields with null, and increments the version', async () => {
      const [id] = await createUsers(test, {
        email: 'ann@example.org',
        givenName: 'Ann',
        roleIds: [roles['Editor']],
      });
      const input = { id, version: 1, displayName: 'Annabel', givenName: null, roleIds: [roles['Viewer']] };
      const { data } = await test.graphql(UPDATE, { input });
      expect(data.updateUser).toEqual({
        user: {
          id,
          email: 'ann@example.org',
          displayName: 'Annabel',
          givenName: null,
          version: 2,
          roles: [{ name: 'Viewer' }],
        },
        users: { nodes: [{ id, displayName: 'Annabel' }] },
        userErrors: [],
      });
    });

    it('increments the version if only roles change, and not if nothing changes', async () => {
      const [id] = await createUsers(test, { email: 'ann@example.org' });
      const roleIds = [roles['Owner']];
      const first = await test.graphql(UPDATE, { input: { id, version: 1, roleIds } });
      expect(first.data.updateUser.user.version).toBe(2);
      const second = await test.graphql(UPDATE, {
        input: { id, version: 2, roleIds, email: 'ann@example.org' },
      });
      expect(second.data.updateUser.user.version).toBe(2);
    });

    it('refuses a stale version and changes nothing', async () => {
      const [id] = await createUsers(test, { email: 'ann@example.org' });
      await test.graphql(UPDATE, { input: { id, version: 1, displayName: 'First' } });
      const { data } = await test.graphql(UPDATE, { input: { id, version: 1, displayName: 'Second' } });
      expect(data.updateUser.userErrors).toEqual([{ code: 'STALE_VERSION', path: ['input', 'version'] }]);
      expect(data.updateUser.users.nodes).toEqual([{ id, displayName: 'First' }]);
    });

    it('accepts one of twenty simultaneous changes of one version', async () => {
      const [id] = await createUsers(test, { email: 'ann@example.org' });
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          test.graphql(UPDATE, { input: { id, version: 1, displayName: `N${i}` } }),
        ),
      );
      const written = answers.filter(({ data }) => data.updateUser.user !== null);
      expect(written).toHaveLength(1);
      expect(
        answers.filter(({ data }) => data.updateUser.userErrors[0]?.code === 'STALE_VERSION'),
      ).toHaveLength(19);
    });

    it('refuses a taken address, an unknown id, a user in the bin, and an empty name', async () => {
      const [ann] = await createUsers(test, { email: 'ann@example.org' }, { email: 'bob@example.org' });
      const refusal = async (input: Record<string, unknown>) => {
        const { data } = await test.graphql(UPDATE, { input: { id: ann, version: 1, ...input } });
        return data.updateUser.userErrors[0] as unknown;
      };
      expect(await refusal({ email: 'BOB@example.org' })).toEqual({
        code: 'EMAIL_TAKEN',
        path: ['input', 'email'],
      });
      expect(await refusal({ id: 'x' })).toEqual({ code: 'NOT_FOUND', path: ['input', 'id'] });
      expect(await refusal({ displayName: null })).toEqual({
        code: 'REQUIRED',
        path: ['input', 'displayName'],
      });
      await test.graphql(`mutation { deleteUser(id: "${ann}") { user { id } } }`);
      expect(await refusal({ version: 2 })).toEqual({ code: 'NOT_FOUND', path: ['input', 'id'] });
    });
  });

  describe('deactivating, deleting and back', () => {
    const act = async (mutation: string, id: string | undefined) => {
      const { data, errors } = await test.graphql(
        `mutation { answer: ${mutation}(id: "${id}") {
          user { status version } users { totalCount nodes { status } } userErrors { code path } } }`,
      );
      expect(errors).toBeUndefined();
      return data.answer;
    };

    it('sets every status, and answers with the list after each write', async () => {
      const [id] = await createUsers(test, { email: 'ann@example.org', password: 'a long enough one' });
      const steps = ['deactivateUser', 'deleteUser', 'restoreUser', 'reactivateUser'];
      const seen: unknown[] = [];
      for (const step of steps) {
        const { user, users } = await act(step, id);
        seen.push([user.status, user.version, users.totalCount]);
      }
      expect(seen).toEqual([
        ['DEACTIVATED', 2, 1],
        ['DELETED', 3, 0],
        ['DEACTIVATED', 4, 1],
        ['ACTIVE', 5, 1],
      ]);
    });

    it('changes nothing the second time', async () => {
      const [id] = await createUsers(test, { email: 'ann@example.org' });
      await act('deleteUser', id);
      expect(await act('deleteUser', id)).toMatchObject({
        user: { status: 'DELETED', version: 2 },
        userErrors: [],
      });
    });

    it('frees the address of a deleted user, and refuses to restore the user once it is taken', async () => {
      const [id] = await createUsers(test, { email: 'ann@example.org' });
      await act('deleteUser', id);
      await createUsers(test, { email: 'ANN@example.org' });
      expect((await act('restoreUser', id)).userErrors).toEqual([{ code: 'EMAIL_TAKEN', path: ['id'] }]);
    });

    it('refuses unknown ids', async () => {
      for (const step of ['deactivateUser', 'reactivateUser', 'deleteUser', 'restoreUser']) {
        expect((await act(step, 'nobody')).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['id'] }]);
        expect((await act(step, '01a20d34-bf94-74c9-b037-02a30eafc5ba')).user).toBeNull();
      }
    });
  });
});
