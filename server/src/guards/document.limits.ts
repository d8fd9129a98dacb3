/**
 * What one GraphQL document may ask. Each limit is well above what the console, its playground and a careful script need,
 * and far below what keeps a server busy. A test measures the console's own documents against them.
 */

/**
 * GraphQL.js's introspection, the playground's, has 184 tokens. Validating the worst document of 1,000 takes some 30 ms, which grows with the
 * square of the number; and 1,900 brackets in a row exhaust the stack of GraphQL.js's parser.
 */
export const MAX_TOKENS = 1_000;

/** Fields within fields. The deepest that the console asks for is 6: a write, its list, its rows, their roles. */
export const MAX_DEPTH = 10;

/** Enough to read a handful of lists or users side by side; an alias is how one field is asked for many times. */
export const MAX_ALIASES = 30;

/** Each may be a statement, or a transaction, of its own. */
export const MAX_ROOT_FIELDS = 20;

/** The console needs none; each is worked out anew for every object that it stands in. */
export const MAX_DIRECTIVES = 30;

/**
 * About the number of objects in the answer: see operation-cost.ts. A page of 100 users with their roles costs 1,100,
 * so that four of them fit.
 */
export const MAX_COST = 5_000;

/** What one WebSocket may have under way at once. A page of the console has one subscription. */
export const MAX_SOCKET_OPERATIONS = 20;
