import { graphqlRequest, type HostileRequest } from './hostile-request.js';

/** How often one operation requests each list. The cost limit refuses most of the high ones. */
const TIMES = [20, 10, 5, 3, 1];

const NEVER = 'neverSignedIn: true';
const EVERY_STATUS = 'status: [INVITED, ACTIVE, DEACTIVATED, DELETED]';
const BY_EMAIL = 'orderBy: { field: EMAIL, direction: ASC }';
const ROWS = 'nodes { id displayName email roles { id name } } pageInfo { hasNextPage }';
const TRAIL = 'nodes { id action changes { field before after } actor { displayName roles { name } } }';

type Kind = [name: string, as: HostileRequest['as'], field: (index: number) => string];

const letter = (index: number) => 'eanrstilouvcdgmp'[index % 16] ?? 'e';

/** The slowest operations of a large directory. `viewer` may read users, `owner` everything. */
export function expensiveLists(someUser: string, someRole: string): HostileRequest[] {
  const all = `${EVERY_STATUS}, ${NEVER}, roleId: ["${someRole}"]`;
  const position = (index: number) =>
    `position(where: { ${NEVER} }, search: "${letter(index)}", ${BY_EMAIL}) { previousId nextId }`;
  const kinds: Kind[] = [
    [
      'counts with several filters and a letter',
      'viewer',
      (i) => `users(where: { ${all} }, search: "${letter(i)}") { totalCount }`,
    ],
    ['counts of a letter', 'viewer', (i) => `users(search: "${letter(i)}") { totalCount }`],
    [
      'counts of two letters',
      'viewer',
      (i) => `users(search: "${letter(i)}${letter(i + 3)}") { totalCount }`,
    ],
    [
      'pages of the bin by name',
      'viewer',
      (i) =>
        `users(where: { ${EVERY_STATUS}, ${NEVER} }, search: "${letter(i)}",
          orderBy: { field: DISPLAY_NAME, direction: DESC }, first: 100) { ${ROWS} }`,
    ],
    [
      'pages of what is not there',
      'viewer',
      (i) =>
        `users(where: { department: "none${i}", ${NEVER} }, search: "e",
          orderBy: { field: LAST_SIGN_IN_AT, direction: ASC }, first: 100) { ${ROWS} }`,
    ],
    ['positions', 'viewer', (i) => `user(id: "${someUser}") { ${position(i)} }`],
    ['positions of a page', 'viewer', (i) => `users(first: 5) { nodes { ${position(i)} } }`],
    ['the users of each role', 'owner', () => 'roles { id userCount }'],
    ['the trail', 'owner', () => `auditEntries(first: 100) { ${TRAIL} }`],
    [
      'all that is known of everybody',
      'owner',
      () => 'users(first: 100) { nodes { id sessions(first: 1) { nodes { id } } } totalCount }',
    ],
  ];
  return [
    ...kinds.flatMap(([name, as, field]) =>
      TIMES.map((times) => graphqlRequest(`${name}, ${times} times`, as, repeat(times, field))),
    ),
    { name: 'the export of the trail', as: 'owner', method: 'GET', path: '/audit/export?format=csv' },
  ];
}

function repeat(times: number, field: (index: number) => string): string {
  return `{ ${Array.from({ length: times }, (_, index) => `a${index}: ${field(index)}`).join(' ')} }`;
}
