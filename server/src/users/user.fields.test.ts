import { MikroORM } from '@mikro-orm/postgresql';
import {
  getNullableType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
  type GraphQLNamedType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ormOptions } from '../database/orm.js';
import { buildSchema } from '../schema.js';
import { makeToken, withToken } from '../testing/accounts/access-tokens.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { createUsers } from '../testing/requests/user-requests.js';
import { STORED_FIELDS, User } from './user.entity.js';
import { columnOf, ruleOf, TEXT_FIELDS, type TextField } from './user.fields.js';

/** Columns that no answer shows, and that no input sets as they are. */
/** Columns whose name does not follow from the field's. */
const RENAMED: Record<string, string> = { deletedById: 'deleted_by' };
const INTERNAL = ['id', 'passwordHash', 'activatedAt', 'deactivatedAt', 'deletedById', 'hasSecondFactor'];

/** The values of a create and a change. A text with a special form gets a value of that form. */
const FORMS: Partial<Record<TextField, [string, string]>> = {
  email: ['first@example.org', 'second@example.org'],
  phone: ['+41 44 111 11 11', '+41 44 222 22 22'],
  locale: ['de-CH', 'fr-CH'],
  timeZone: ['Europe/Zurich', 'Asia/Tokyo'],
};
const [CREATED, CHANGED] = [0, 1].map((at) =>
  Object.fromEntries(TEXT_FIELDS.map((field) => [field, FORMS[field]?.[at] ?? `${field} ${at}`])),
) as [Record<TextField, string>, Record<TextField, string>];

const AUDIT = `query ($id: ID!) { user(id: $id) { auditEntries { nodes { changes { field before after } } } } }`;

describe('the stored fields of a user', () => {
  let test: TestApp;
  let id: string;
  const schema = buildSchema();

  beforeAll(async () => {
    test = await startTestApp();
    [id = ''] = await createUsers(test, CREATED);
  });
  afterAll(() => test.close());

  it('are columns of the table that the entity names, each under its name', async () => {
    const orm = await MikroORM.init(ormOptions(test.database.url));
    try {
      const { props } = orm.getMetadata().get(User);
      const columns = props.filter(({ kind }) => kind === 'scalar');
      expect(columns.map(({ name }) => String(name)).sort()).toEqual([...STORED_FIELDS, ...INTERNAL].sort());
      for (const { name, fieldNames } of columns)
        expect(fieldNames).toEqual([RENAMED[String(name)] ?? columnOf(String(name))]);
      const texts = columns.filter(({ name, type }) => type === 'text' && !INTERNAL.includes(String(name)));
      expect(texts.map(({ name }) => name).sort()).toEqual([...TEXT_FIELDS, 'status'].sort());
      for (const { name, nullable } of texts.filter(({ name }) => name !== 'status'))
        expect(nullable ?? false, String(name)).toBe(!ruleOf(name as TextField).required);
    } finally {
      await orm.close(true);
    }
  });

  it('are in the type and in both inputs, if they are texts', () => {
    const isRequired = (type: GraphQLNamedType | undefined) => {
      if (!isObjectType(type) && !isInputObjectType(type)) throw new Error('no type with fields');
      const fields = type.getFields();
      return Object.fromEntries(
        TEXT_FIELDS.map((field) => {
          const found = fields[field]?.type;
          expect(found && String(getNullableType(found)), field).toBe('String');
          return [field, isNonNullType(found)];
        }),
      );
    };
    const required = Object.fromEntries(TEXT_FIELDS.map((field) => [field, !!ruleOf(field).required]));
    expect(isRequired(schema.getType('User'))).toEqual(required);
    expect(isRequired(schema.getType('CreateUserInput'))).toEqual(required);
    expect(Object.values(isRequired(schema.getType('UpdateUserInput')))).not.toContain(true);
  });

  it('are read as they were created and as they were changed, by name in lists too', async () => {
    const read = async () =>
      (await test.graphql(`{ users { nodes { ${STORED_FIELDS.join(' ')} } } }`)).data.users.nodes;
    expect(await read()).toEqual([expect.objectContaining(CREATED)]);
    const { data } = await test.graphql(
      `mutation ($input: UpdateUserInput!) { updateUser(input: $input) {
        user { ${TEXT_FIELDS.join(' ')} } userErrors { code path } } }`,
      { input: { id, version: 1, ...CHANGED } },
    );
    expect(data.updateUser).toEqual({ user: CHANGED, userErrors: [] });
    expect(await read()).toEqual([expect.objectContaining(CHANGED)]);
  });

  it('are in the audit trail with what they were, and their values are hidden without USERS_READ', async () => {
    const { data } = await test.graphql(AUDIT, { id });
    const [changed, created] = data.user.auditEntries.nodes as { changes: { field: string }[] }[];
    const differences = TEXT_FIELDS.map((field) => ({
      field,
      before: CREATED[field],
      after: CHANGED[field],
    }));
    expect(changed?.changes).toHaveLength(TEXT_FIELDS.length);
    expect(changed?.changes).toEqual(expect.arrayContaining(differences));
    expect(created?.changes).toEqual(
      expect.arrayContaining(
        differences.map(({ field, before }) => ({ field, before: null, after: before })),
      ),
    );

    const { token } = await makeToken(withToken(test, test.operator), { permissions: ['AUDIT_READ'] });
    const hidden = await withToken(
      test,
      token,
    )('{ auditEntries { nodes { changes { field before after } } } }');
    const texts = (hidden.data.auditEntries.nodes as { changes: { field: string }[] }[])
      .flatMap(({ changes }) => changes)
      .filter(({ field }) => (TEXT_FIELDS as string[]).includes(field));
    expect(texts).toHaveLength(2 * TEXT_FIELDS.length);
    for (const { field, ...values } of texts) expect(values, field).toEqual({ before: null, after: null });
  });

  it.each(TEXT_FIELDS)('refuse a text that is too long, with its path: %s', async (field) => {
    const input = { id, version: 2, [field]: 'x'.repeat(ruleOf(field).max + 1) };
    const { data } = await test.graphql(
      'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { userErrors { code path } } }',
      { input },
    );
    expect(data.updateUser.userErrors).toEqual([{ code: 'TOO_LONG', path: ['input', field] }]);
  });
});
