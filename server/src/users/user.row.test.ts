import { isLeafType, isObjectType, getNamedType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSchema } from '../schema.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { columnOf, TEXT_FIELDS } from './user.fields.js';

describe('a user as reads return it', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
    const columns = TEXT_FIELDS.map(columnOf);
    await test.database.query(
      // In the bin, as some fields have a value only there.
      `insert into users (${columns.join(', ')}, last_sign_in_at, invitation_expires_at, deleted_at)
      values (${columns.map((_, index) => `$${index + 1}`).join(', ')}, now(), now(), now())`,
      TEXT_FIELDS,
    );
  });
  afterAll(() => test.close());

  it('has a value for every scalar field of the schema', async () => {
    const type = buildSchema().getType('User');
    const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
    const names = fields.filter((field) => isLeafType(getNamedType(field.type))).map(({ name }) => name);
    expect(names).toContain('lastSignInAt');
    // A setting that only its user sees.
    const own = ['isUsageCounted'];
    const { data, errors } = await test.graphql(
      `{ users(where: { status: [DELETED] }) { nodes { ${names.join(' ')} } } }`,
    );
    expect(errors).toBeUndefined();
    const user = data.users.nodes[0] as Record<string, unknown>;
    expect(names.filter((name) => user[name] === null)).toEqual(own);
  });
});
