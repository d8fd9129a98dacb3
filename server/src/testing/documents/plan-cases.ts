/* The queries of the plans' test for a directory of uneven users. */

// Common, rare and absent values alike.
const FILTERS = [
  'status: [ACTIVE]',
  'status: [INVITED]',
  'status: [DEACTIVATED]',
  'status: [INVITED, DEACTIVATED]',
  'status: [ACTIVE, INVITED, DEACTIVATED]',
  'status: [DELETED]',
  'status: [ACTIVE, DELETED]',
  'state: [NO_ACCESS]',
  'state: [INVITED]',
  'state: [INVITATION_EXPIRED]',
  'state: [ACTIVE, INVITED]',
  'state: [DEACTIVATED]',
  'state: [DELETED]',
  'department: ["Engineering"]',
  'department: ["Archive"]',
  'department: ["Nowhere"]',
  'department: ["Engineering", "Sales", "Archive"]',
  'neverSignedIn: true',
  'neverSignedIn: false',
  'createdAt: { until: "2019-01-02T00:00:00Z" }',
  'createdAt: { from: "2022-06-01T00:00:00Z", until: "2022-06-02T00:00:00Z" }',
  'lastSignInAt: { from: "2026-10-30T00:00:00Z" }',
  'lastSignInAt: { until: "2019-03-01T00:00:00Z" }',
  // Spans by another moment that is correlated with theirs.
  'createdAt: { from: "2026-01-01T00:00:00Z" }',
  'lastSignInAt: { until: "2022-01-01T00:00:00Z" }',
  'lastSignInAt: { until: "2024-01-01T00:00:00Z" }',
  'lastSignInAt: { from: "2022-01-01T00:00:00Z", until: "2023-01-01T00:00:00Z" }',
  'hasSecondFactor: true',
  'hasSecondFactor: false',
  // Harder than the seed: all of them are at one end of the order.
  'department: ["Newcomers"]',
  'roleId: OWNER',
  // One in a hundred.
  'roleId: AUDITOR',
];

/** Users at one end of some orders, few enough to be fetched at once, so that no other rows are scanned for them. */
export const RARE_FILTER = 'roleId: VETERAN';

/** Two conditions that are correlated with the order: see decision 14. */
const EXPENSIVE_FILTER = 'status: [DEACTIVATED], department: ["Legal"]';

/** Two filters, of which no index has both. `bench --only filters` measures all pairs. */
export const PAIRS = [
  ['status: [DEACTIVATED]', 'hasSecondFactor: true'],
  ['status: [INVITED]', 'department: ["Legal"]'],
  ['status: [INVITED]', 'lastSignInAt: { from: "2026-10-01T00:00:00Z" }'],
  ['status: [DEACTIVATED]', 'roleId: AUDITOR'],
  ['department: ["Newcomers"]', 'hasSecondFactor: true'],
  ['department: ["Newcomers"]', 'roleId: AUDITOR'],
  ['department: ["Legal"]', 'neverSignedIn: true'],
  ['department: ["legal", "LEGAL"]', 'createdAt: { from: "2026-06-01T00:00:00Z" }'],
  ['hasSecondFactor: true', 'roleId: AUDITOR'],
  ['hasSecondFactor: false', 'lastSignInAt: { until: "2021-10-01T00:00:00Z" }'],
  ['roleId: AUDITOR', 'createdAt: { from: "2026-06-01T00:00:00Z" }'],
  ['roleId: VETERAN', 'lastSignInAt: { from: "2026-10-01T00:00:00Z" }'],
] as const;

/**
 * A role of 59,000 users with another filter, counted within the index of the other: up to 52,061 buffers, nearly all of them of
 * the visibility map. With their rows, it was 166,403.
 */
export const COUNTED_IN_INDEX = [
  ['roleId: EDITOR', 'lastSignInAt: { until: "2026-08-01T00:00:00Z" }'],
  ['roleId: EDITOR', 'neverSignedIn: true'],
  ['roleId: EDITOR', 'createdAt: { until: "2025-10-01T00:00:00Z" }'],
] as const;

/** Lists whose facets are counted: all users, and some of each filter. */
export const FACET_LISTS = [
  '',
  'where: { status: [ACTIVE] }',
  'where: { status: [INVITED] }',
  'where: { status: [ACTIVE, DELETED] }',
  'where: { department: ["Engineering"] }',
  'where: { department: ["Newcomers"] }',
  'where: { hasSecondFactor: true }',
  'where: { roleId: AUDITOR }',
  'where: { roleId: VETERAN }',
  'where: { neverSignedIn: true }',
  'where: { lastSignInAt: { from: "2026-10-01T00:00:00Z" } }',
  'where: { createdAt: { until: "2019-06-01T00:00:00Z" } }',
  'search: "anna"',
  'search: "a"',
  'search: "zzzz"',
];

export const SEARCHES = [
  'anna',
  'smith',
  'zzzz',
  '123',
  '@example.org',
  'кузн',
  '王',
  '小明',
  'حسن',
  'a',
  'q',
  'jo',
  'zq',
  '%',
  '@.',
  'Ж',
  'weiss hannah',
  'smith sales org',
  'a e i',
  'кузнецов sales',
  '+49 30 123 45',
  '019a1b2c',
  'sales 019a1b2c',
  // Few or no words of the texts, but many parts of them.
  'son',
  'an',
  'example',
];

/** Orders in which the matches are together, and orders in which they are not; as SQL from both ends. */
export const SEARCHED_ORDERS = [
  {
    order: 'CREATED_AT, direction: DESC',
    forwards: 'u.created_at desc, u.id desc',
    backwards: 'u.created_at, u.id',
  },
  {
    order: 'DISPLAY_NAME, direction: ASC',
    forwards: 'split_part(u.search_text, chr(10), 1), u.id',
    backwards: 'split_part(u.search_text, chr(10), 1) desc, u.id desc',
  },
];

/**
 * The limit of buffers (8 KB) that a statement may touch: a thousand take 0.5 to 1.5 ms. A page without a filter takes some
 * dozens; an index scan through all users without a match, up to 800,000.
 */
export const MAX_PAGES = {
  unfiltered: 300,
  // Measured: 1,485.
  rare: 1_600,
  // The states of users without a password are counted in their indexes, up to 10,000 of each: 2,730.
  counted: 3_000,
  filtered: 12_000,
  // A role of one user in a hundred is found by an ordered index scan: up to 22,107. Users without access, oldest first: 16,101.
  // Probably PostgreSQL uses the index by status there instead of theirs, which was not checked.
  walked: 25_000,
  searched: 40_000,
  expensive: 75_000,
  // Measured for a list filtered by a role of 9,000 users: 93,524.
  facets: 100_000,
  // The end of the best match first: a term that all users have as a whole word has no match of another kind.
  lastMatches: 120_000,
};

const WALKED = ['roleId: AUDITOR', 'state: [NO_ACCESS]'];

/** Every filter, and the limit of its pages in each order. */
export const FILTER_LIMITS = [
  ...FILTERS.map(
    (filter) => [filter, WALKED.includes(filter) ? MAX_PAGES.walked : MAX_PAGES.filtered] as const,
  ),
  [RARE_FILTER, MAX_PAGES.rare] as const,
  [EXPENSIVE_FILTER, MAX_PAGES.expensive] as const,
];

const FIELDS = ['CREATED_AT', 'UPDATED_AT', 'DISPLAY_NAME', 'EMAIL', 'LAST_SIGN_IN_AT'];
export const ORDERS = FIELDS.flatMap((field) => [`${field}, direction: ASC`, `${field}, direction: DESC`]);
/** Views of lists with one condition with a kept count, with another condition, and with several. */
export const VIEW_QUERIES = [
  'role=AUDITOR',
  'department=Sales',
  'second-factor=has-not',
  'signed-in=ever',
  'created=older',
  'status=NO_ACCESS',
  'status=ACTIVE&department=Sales&signed-in=90d',
  'role=AUDITOR&second-factor=has-not',
  'q=anna&status=ACTIVE',
];
