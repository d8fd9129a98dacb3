import { TEXT_FIELDS } from '../../users/user.fields.js';

export const ROW = 'id email displayName status createdAt';
export const EVERYTHING = `id ${TEXT_FIELDS.join(' ')} status version createdAt
  updatedAt lastSignInAt roles { id name permissions __typename } __typename`;
export const PAGE_INFO = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

/** Pages and users. The second answer must be compiled, and equal the first one byte for byte. */
export const PAGES: [document: string, variables?: Record<string, unknown>][] = [
  [`{ users { edges { cursor node { ${ROW} } } ${PAGE_INFO} } }`],
  [`{ users { nodes { ${EVERYTHING} } } }`],
  ['{ users { edges { node { id } } nodes { id displayName } } }'],
  ['{ users { __typename edges { __typename cursor } pageInfo { __typename endCursor } } }'],
  ['{ users { totalCount } }'],
  ['{ users { totalCountIsCapped totalCount nodes { email } } }'],
  ['{ users { pageInfo { hasNextPage } } }'],
  [
    '{ list: users(first: 3) { rows: edges { place: cursor who: node { name: displayName other: displayName } } } }',
  ],
  ['query Named { users(first: 2) { nodes { id } } }'],
  ['{ users(first: 2) { nodes { displayName } nodes { email } } }'],
  ['{ users(last: 2) { nodes { displayName } pageInfo { hasNextPage hasPreviousPage } } }'],
  ['{ users(first: 100, where: {}, search: "  ", orderBy: null) { nodes { displayName } } }'],
  ['query ($n: Int = 2) { users(first: $n) { nodes { id } } }'],
  ['query ($n: Int) { users(first: $n) { nodes { id } } }', { n: 4 }],
  ['query ($n: Int) { users(first: $n) { nodes { id } } }', { n: null }],
  [
    'query ($n: Int, $where: UserWhere) { users(first: $n, where: $where) { nodes { id } } }',
    { where: null },
  ],
  [
    'query ($o: UserOrder) { users(orderBy: $o) { nodes { id } } }',
    { o: { field: 'EMAIL', direction: 'ASC' } },
  ],
  [
    `fragment Row on User { id ...More } fragment More on User { email roles { name } }
    query { users { edges { node { ...Row ... on User { title } displayName } } ...Page } }
    fragment Page on UserConnection { ${PAGE_INFO} totalCount }`,
  ],
  ...['CREATED_AT', 'UPDATED_AT', 'DISPLAY_NAME', 'EMAIL', 'LAST_SIGN_IN_AT'].flatMap((field) =>
    ['ASC', 'DESC'].map((direction): [string] => [
      `{ users(first: 3, orderBy: { field: ${field}, direction: ${direction} }) {
        edges { cursor node { ${ROW} } } ${PAGE_INFO} } }`,
    ]),
  ),
];

const WHERES = [
  '{ status: [ACTIVE] }',
  '{ status: [ACTIVE, INVITED] }',
  '{ status: [DELETED] }',
  '{ status: [INVITED, DELETED] }',
  '{ status: [] }',
  '{ status: [ACTIVE, INVITED, DEACTIVATED, DELETED] }',
  '{ department: ["R&D"] }',
  '{ department: ["R&D", "Ops", "Õ"] }',
  '{ department: [] }',
  '{ roleId: ["$EDITOR"] }',
  '{ roleId: ["no id"] }',
  '{ createdAt: { from: "2020-01-01T00:00:00Z" } }',
  '{ createdAt: { from: "2020-01-01T00:00:00Z", until: "2020-01-02T00:00:00Z" } }',
  '{ lastSignInAt: { from: "2020-01-01T00:00:00Z" } }',
  '{ neverSignedIn: true }',
  '{ neverSignedIn: false, status: [ACTIVE], department: ["R&D"] }',
];
const TERMS = [
  'ann',
  'ann@example.org',
  'ann@example',
  '@example',
  'a',
  'e.',
  '明',
  '小明',
  'é',
  '%',
  "'",
  '👩',
  'example',
  'nobody at all',
  '\\u0000',
];

/** Filters and searches, separate to keep PAGES short. */
export const CHOSEN = [
  ...WHERES.map((where) => `where: ${where}`),
  ...TERMS.map((term) => `search: "${term}"`),
  'search: "ann", where: { status: [INVITED, ACTIVE] }',
  'search: "e", where: { department: ["R&D"] }',
  ...['ed', 'ed@example', 'e'].map((term) => `search: "${term}", where: { status: [DELETED] }`),
];

/** Documents with more than a page or a user, or with directives. */
export const MORE: [document: string, variables?: Record<string, unknown>][] = [
  ['{ __typename }'],
  ['{ viewer { id email permissions roles { id name } } sendsMail }'],
  [
    '{ users { nodes { viewerCanUpdate viewerCanDelete viewerCanChangeRoles permissions hasSecondFactor } } }',
  ],
  ['{ users(first: 1) { nodes { roles { id name description permissions version userCount } } } }'],
  ['{ users { nodes { position { cursor previousId nextId } } } }'],
  [
    '{ users { nodes { a: position(orderBy: { field: EMAIL, direction: ASC }) { nextId } b: position { nextId } } } }',
  ],
  ['{ users { nodes { id @include(if: true) email @skip(if: true) } } }'],
  ['{ users { nodes { id } } roles { id } }'],
  ['{ a: users(search: "anm") { nodes { id } suggestion binCount } b: users { suggestion binCount } }'],
  ['{ users(search: "bob ann") { totalCount nodes { email } } }'],
  ['{ a: users { totalCount } b: users(where: { status: [DELETED] }) { totalCount nodes { email } } }'],
  ['{ userByEmail(email: "BOB@example.org") { id roles { name } } }'],
  ['{ user(id: "no id") { id } }'],
  ['{ roles { id name userCount viewerCanGive viewerCanUpdate __typename } }'],
  [
    '{ auditEntries(first: 3) { edges { cursor node { action changes { field before after } actor { id } target { __typename } } } totalCount } }',
  ],
  ['{ invitations { nodes { id } totalCount } accessTokens { nodes { id name } totalCount } }'],
];

/** One document with each value of its variables. It is compiled for each. */
export const SWITCHED = `query ($yes: Boolean!, $no: Boolean = false, $id: ID!) {
  user(id: $id) { id email @include(if: $yes) ...Names @skip(if: $no) }
  users @include(if: $yes) { totalCount @skip(if: $no) nodes { id } }
} fragment Names on User { displayName roles @include(if: $no) { name } }`;

/** Documents that GraphQL.js answers each time. */
export const LEFT: [document: string, variables?: Record<string, unknown>][] = [
  ['{ __schema { queryType { name } } }'],
  // Each is wrong in a different way.
  ['{ users(first: 0) { nodes { id } } }'],
  ['{ users(first: 101) { nodes { id } } }'],
  ['{ users(first: 1, last: 1) { nodes { id } } }'],
  ['{ users(after: "nonsense") { nodes { id } } }'],
  ['query ($n: Int) { users(first: $n) { nodes { id } } }', { n: 'two' }],
  ['query ($n: Int!) { users(first: $n) { nodes { id } } }', {}],
  [`{ users(search: "${'a'.repeat(501)}") { nodes { id } } }`],
  ['{ users(where: { createdAt: { from: "yesterday" } }) { nodes { id } } }'],
  ['query ($n: Int) { users(first: $n) { nodes { id } } }', { n: 0 }],
  ['query ($a: String) { users(after: $a) { nodes { id } } }', { a: 'WyJFTUFJTDpBU0MiLCJhIiwiYiJd' }],
  ['{ nothing }'],
  ['{ users { nodes '],
];
