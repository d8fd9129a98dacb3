import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/test-app.js';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
  await refusalsOf('Night shift');
});
afterAll(() => test.close());

async function refusalsOf(name: string): Promise<unknown> {
  const query = `mutation ($name: String!) { createRole(input: { name: $name, permissions: [USERS_READ] }) {
    userErrors { code path } } }`;
  return (await test.graphql(query, { name })).data.createRole.userErrors;
}

it.each([
  'Owner\u200b',
  '\u200fOwner',
  'O\u00adwner',
  'Ｏｗｎｅｒ',
  'Ow\ufe0fner',
  'Night\u00a0 shift',
  'Night  shift',
  'night shift\u200d',
])('the name %j is taken by an existing role', async (name) => {
  expect(await refusalsOf(name)).toEqual([{ code: 'NAME_TAKEN', path: ['input', 'name'] }]);
});

it('names that people can distinguish are different', async () => {
  const names = ['Resume', 'Résumé', 'مدیر می\u200cشود'];
  for (const name of names) expect(await refusalsOf(name)).toEqual([]);
  const rows = await test.database.query('select name from roles where key is null order by id');
  expect(rows.map(({ name }) => name)).toEqual(['Night shift', ...names]);
});
