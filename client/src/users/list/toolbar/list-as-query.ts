import type { ColumnId } from '../table/user-columns';
import type { ListVariables } from '../list-query';

/** What the API calls what a column shows. */
const FIELDS: Record<ColumnId, readonly string[]> = {
  name: ['displayName', 'email'],
  title: ['title'],
  department: ['department'],
  phone: ['phone'],
  roles: ['roles {', '  name', '}'],
  status: ['state'],
  secondFactor: ['hasSecondFactor'],
  lastSignIn: ['lastSignInAt'],
  created: ['createdAt'],
  updated: ['updatedAt'],
  locale: ['locale'],
  timeZone: ['timeZone'],
  id: [],
};

const TYPES = { where: 'UserWhere', search: 'String', orderBy: 'UserOrder' } as const;

/** A list as an operation of the API that people can read, and go on with: a page of it, with the fields of its columns. */
export function listAsQuery(list: ListVariables, columns: readonly ColumnId[], first: number) {
  const used = (['where', 'search', 'orderBy'] as const).filter((name) => list[name] !== undefined);
  const variables = { first, ...Object.fromEntries(used.map((name) => [name, list[name]])) };
  const parameters = ['$first: Int', '$after: String', ...used.map((name) => `$${name}: ${TYPES[name]}`)];
  const given = ['first', 'after', ...used].map((name) => `${name}: $${name}`);
  const fields = ['id', ...columns.flatMap((id) => FIELDS[id])];
  const document = `query ListUsers(${parameters.join(', ')}) {
  users(${given.join(', ')}) {
    totalCount
    nodes {
${fields.map((field) => `      ${field}`).join('\n')}
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`;
  return { document, variables: JSON.stringify(variables, null, 2) };
}
