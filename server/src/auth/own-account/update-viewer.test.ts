import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPerson, signedIn } from '../../testing/signed-in.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const UPDATE = `mutation ($input: UpdateViewerInput!) {
  updateViewer(input: $input) { viewer { displayName locale timeZone version } userErrors { code path message } } }`;

let test: TestApp;
beforeAll(async () => void (test = await startTestApp()));
afterAll(() => test.close());

async function somebody(email: string, ...roles: string[]) {
  await createPerson(test, email, ...roles);
  const person = await signedIn(test, email);
  return {
    ...person,
    update: async (input: object) => (await person.graphql(UPDATE, { input })).data.updateViewer,
  };
}

describe('one’s own language and time zone', () => {
  it('are changed without a permission, and what is left out stays', async () => {
    const ann = await somebody('ann@example.org');
    const first = await ann.update({ locale: 'pt-br', timeZone: 'America/Sao_Paulo' });
    expect(first.userErrors).toEqual([]);
    expect(first.viewer).toMatchObject({ locale: 'pt-BR', timeZone: 'America/Sao_Paulo', version: 2 });
    const second = await ann.update({ locale: null });
    expect(second.viewer).toMatchObject({ locale: null, timeZone: 'America/Sao_Paulo', version: 3 });
  });

  it('are refused with a path where there is no such language or zone', async () => {
    const bob = await somebody('bob@example.org');
    const { viewer, userErrors } = await bob.update({ locale: 'x', timeZone: 'Mars/Olympus' });
    expect(userErrors.map(({ code, path }: { code: string; path: string[] }) => [code, path])).toEqual([
      ['INVALID', ['input', 'locale']],
      ['INVALID', ['input', 'timeZone']],
    ]);
    expect(viewer).toMatchObject({ locale: null, timeZone: null, version: 1 });
  });

  it('are in the audit trail as each change of a user, and no news where nothing changed', async () => {
    const cid = await somebody('cid@example.org');
    await cid.update({ locale: 'de' });
    await cid.update({ locale: 'de' });
    const entries = await test.database.query<{ action: string; changes: object }>(
      'select action, changes from audit_entries where actor_id = $1 and target_id = $1 and action like $2',
      [cid.id, 'USER_%'],
    );
    expect(entries).toEqual([{ action: 'USER_UPDATED', changes: { locale: { before: null, after: 'de' } } }]);
  });
});
