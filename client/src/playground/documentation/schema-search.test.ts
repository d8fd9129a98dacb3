import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { rootTypes, typePage } from './documentation';
import { searchSchema } from './schema-search';

const schema = buildSchema(`
  interface Node { id: ID! }
  "Somebody in the directory."
  type User implements Node { id: ID! name(short: Boolean = true): String @deprecated(reason: "Use displayName.") userCount: Int }
  enum Status { "Can sign in." ACTIVE }
  input UserWhere { status: [Status!] }
  type Query { user(id: ID!): User users(where: UserWhere): [User!]! }
  type Mutation { deleteUser(id: ID!): User }
`);
const found = (query: string) =>
  searchSchema(schema, query).map(({ type, member }) => (member === undefined ? type : `${type}.${member}`));

describe('searching the schema', () => {
  test('finds types and members, the nearest first, whatever the case', () => {
    expect(found('USER').slice(0, 2)).toEqual(['Query.user', 'User']);
    expect(found('user')).toEqual(
      expect.arrayContaining(['UserWhere', 'User.userCount', 'Mutation.deleteUser']),
    );
    expect(found('user').indexOf('UserWhere')).toBeLessThan(found('user').indexOf('Mutation.deleteUser'));
  });

  test('finds a member by its type and name, and what a description says', () => {
    expect(found('user.name')).toEqual(['User.name']);
    expect(found('somebody directory')).toEqual(['User']);
    expect(found('__')).toEqual([]);
    expect(found(' ')).toEqual([]);
  });
});

describe('a type’s page', () => {
  test('has its members with arguments, defaults and what is deprecated', () => {
    const page = typePage(schema, 'User')!;
    expect(page).toMatchObject({
      kind: 'object',
      description: 'Somebody in the directory.',
      interfaces: ['Node'],
    });
    expect(page.entries[1]).toMatchObject({
      name: 'name',
      type: 'String',
      deprecated: 'Use displayName.',
      args: [{ name: 'short', type: 'Boolean', defaultValue: 'true' }],
    });
  });

  test('says where it is used, as an argument’s type too', () => {
    expect(typePage(schema, 'UserWhere')?.usedBy).toEqual([{ type: 'Query', member: 'users' }]);
    expect(typePage(schema, 'Node')?.possible).toEqual(['User']);
    expect(typePage(schema, 'Nobody')).toBeUndefined();
  });

  test('of the roots are those that there are', () => {
    expect(rootTypes(schema)).toEqual(['Query', 'Mutation']);
  });
});
