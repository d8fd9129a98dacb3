/**
 * The limits of one GraphQL document. Each limit is well above the needs of the console, its playground and a careful script,
 * and far below the load that keeps a server busy. A test measures the console's own documents against them.
 */

/**
 * In code units. The console's longest has some 3,000; a string in a document is one token, however long it is.
 */
export const MAX_DOCUMENT = 50_000;

/** Keys and elements in all variables together. A user's input has 20, a filter by every role 100. */
export const MAX_VALUES = 1_000;

/** Elements of one list in the variables. There are at most 100 roles. */
export const MAX_LIST = 200;

/**
 * Ids in one list of the variables, for a bulk job by hand; a request has one such list. Its elements do not count as other
 * values.
 */
export const MAX_IDS = 10_000;

/** Of one text in the variables, or in place of an operation's name, in code units. A passkey's answer has some 2,000. */
export const MAX_TEXT = 10_000;

/** Lists and objects within the variables. A passkey's answer has 4. */
export const MAX_VALUE_DEPTH = 10;

/** In one answer. If a document has more, the last error is GraphQL.js's message about that. */
export const MAX_ERRORS = 5;

/**
 * GraphQL.js's introspection, the playground's, has 184 tokens. Validating the worst document of 1,000 takes some 30 ms, which grows with the
 * square of the number; and 1,900 brackets in a row exhaust the stack of GraphQL.js's parser.
 */
export const MAX_TOKENS = 1_000;

/** Fields within fields. The deepest that the console asks for is 6: a write, its list, its rows, their roles. */
export const MAX_DEPTH = 10;

/** Enough to read a handful of lists or users side by side. With aliases, an operation can request one field many times. */
export const MAX_ALIASES = 30;

/** Each may be a separate statement or transaction. */
export const MAX_ROOT_FIELDS = 20;

/** The console needs none. Each is evaluated for every object that contains it. */
export const MAX_DIRECTIVES = 30;

/**
 * About the number of objects in the answer: see operation-cost.ts. A page of 100 users with their roles costs 1,100,
 * so that four of them fit.
 */
export const MAX_COST = 5_000;

/** Messages that one WebSocket may send per second. The console sends some ten in its first second, and few after that. */
export const MAX_SOCKET_MESSAGES = 100;

/** Operations that a WebSocket may have refused within ten seconds. */
export const MAX_SOCKET_REFUSALS = 20;

/** Operations that one WebSocket may run at once. A page of the console has one subscription. */
export const MAX_SOCKET_OPERATIONS = 20;
