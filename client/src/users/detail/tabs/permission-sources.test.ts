import { expect, test } from 'vitest';
import { person } from '../../../../test/people';
import { addedBy, permissionSources } from './permission-sources';
import { asJson, asQuery } from './user-data';

const editor = { id: 'e', name: 'Editor', permissions: ['USERS_WRITE', 'USERS_READ'] as const };
const viewer = { id: 'v', name: 'Viewer', permissions: ['USERS_READ'] as const };

test('lists each permission with the roles that grant it', () => {
  expect(permissionSources([editor, viewer])).toEqual([
    { permission: 'USERS_READ', roles: [editor, viewer] },
    { permission: 'USERS_WRITE', roles: [editor] },
  ]);
});

test('a role adds what no other role of the user allows', () => {
  expect(addedBy(editor, [editor, viewer])).toEqual(['USERS_WRITE']);
  expect(addedBy(viewer, [editor, viewer])).toEqual([]);
  expect(addedBy(viewer, [viewer])).toEqual(['USERS_READ']);
});

test('the data of a user is what the query asks for', () => {
  const data = JSON.parse(asJson(person(1))) as Record<string, unknown>;
  expect(data).toMatchObject({ email: 'person.1@example.org', roles: [] });
  for (const field of Object.keys(data)) expect(asQuery(person(1))).toContain(`    ${field}`);
});
