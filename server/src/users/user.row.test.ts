import { isLeafType, isObjectType, getNamedType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSchema } from '../schema.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

describe('a user as reads find them', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
    await test.database
      .query(`insert into users (email, display_name, given_name, family_name, title, department,
      phone, locale, time_zone, last_sign_in_at) values ('ann@example.org', 'Ann', 'Ann', 'Example', 'Lead', 'Sales',
      '+41 44 1', 'de-CH', 'Europe/Zurich', now())`);
  });
  afterAll(() => test.close());

  it('have a value for every field of the schema: none is missing from the columns that reads know', async () => {
    const type = buildSchema().getType('User');
    const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
    const names = fields.filter((field) => isLeafType(getNamedType(field.type))).map(({ name }) => name);
    expect(names).toContain('lastSignInAt');
    const { data, errors } = await test.graphql(`{ users { nodes { ${names.join(' ')} } } }`);
    expect(errors).toBeUndefined();
    const user = data.users.nodes[0] as Record<string, unknown>;
    expect(names.filter((name) => user[name] === null)).toEqual([]);
  });
});
