import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPerson, signedIn } from '../../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const UPDATE = `mutation ($input: UpdateViewerInput!) {
  updateViewer(input: $input) { viewer { displayName givenName familyName phone title locale timeZone version } userErrors { code path message } } }`;

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

describe('one’s own profile', () => {
  it('allows a change of language and time zone without a permission, and keeps missing fields', async () => {
    const ann = await somebody('ann@example.org');
    const first = await ann.update({ locale: 'pt-br', timeZone: 'America/Sao_Paulo' });
    expect(first.userErrors).toEqual([]);
    expect(first.viewer).toMatchObject({ locale: 'pt-BR', timeZone: 'America/Sao_Paulo', version: 2 });
    const second = await ann.update({ locale: null });
    expect(second.viewer).toMatchObject({ locale: null, timeZone: 'America/Sao_Paulo', version: 3 });
  });

  it('allows a change of names and phone, and has no input for fields of administrators', async () => {
    const dee = await somebody('dee@example.org');
    const { viewer, userErrors } = await dee.update({
      displayName: '  Dee Ocleppo ',
      givenName: 'Dee',
      familyName: 'Ocleppo',
      phone: '+41 44 123',
    });
    expect(userErrors).toEqual([]);
    expect(viewer).toMatchObject({
      displayName: 'Dee Ocleppo',
      givenName: 'Dee',
      familyName: 'Ocleppo',
      phone: '+41 44 123',
    });
    const without = await dee.update({ displayName: null });
    expect(without.userErrors).toMatchObject([{ path: ['input', 'displayName'] }]);
    expect(without.viewer.displayName).toBe('Dee Ocleppo');
    const refused = await dee.graphql(UPDATE, { input: { title: 'Director' } });
    expect(refused.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('refuses an unknown language or time zone, with a path', async () => {
    const bob = await somebody('bob@example.org');
    const { viewer, userErrors } = await bob.update({ locale: 'x', timeZone: 'Mars/Olympus' });
    expect(userErrors.map(({ code, path }: { code: string; path: string[] }) => [code, path])).toEqual([
      ['INVALID', ['input', 'locale']],
      ['INVALID', ['input', 'timeZone']],
    ]);
    expect(viewer).toMatchObject({ locale: null, timeZone: null, version: 1 });
  });

  it('is audited like every change of a user, and sends no news if nothing changed', async () => {
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
