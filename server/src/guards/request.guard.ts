import { GuardError } from '../errors.js';
import { isUuid } from '../pagination/cursor.js';
import {
  MAX_DOCUMENT,
  MAX_IDS,
  MAX_LIST,
  MAX_TEXT,
  MAX_VALUE_DEPTH,
  MAX_VALUES,
} from './document/document.limits.js';

/**
 * Refuses a request that is too large, before anything else processes it, by HTTP and by WebSocket alike. Otherwise GraphQL.js
 * would write a whole input into each of its errors, and later steps would fold, match and convert it. One walk over the
 * variables, which ends at the first limit.
 * @param asked the request: `query`, `operationName` and `variables`, all unchecked
 */
export function requestRefusal(asked: unknown): GuardError | undefined {
  const { query, operationName, variables } = (asked ?? {}) as Record<string, unknown>;
  if (typeof query === 'string' && query.length > MAX_DOCUMENT) {
    const params = { found: query.length, limit: MAX_DOCUMENT };
    return new GuardError('error.guard.document', params, 'DOCUMENT_TOO_LARGE');
  }
  return textRefusal(operationName) ?? valuesRefusal(variables);
}

function textRefusal(value: unknown): GuardError | undefined {
  if (typeof value !== 'string' || value.length <= MAX_TEXT) return undefined;
  return new GuardError('error.guard.text', { found: value.length, limit: MAX_TEXT }, 'TEXT_TOO_LONG');
}

/** Without recursion over the input: the depth is checked on the way down. */
function valuesRefusal(variables: unknown): GuardError | undefined {
  if (typeof variables !== 'object' || variables === null) return textRefusal(variables);
  let found = 0;
  let hasIds = false;
  let level: object[] = [variables];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_VALUE_DEPTH) {
      return new GuardError('error.guard.valueDepth', { limit: MAX_VALUE_DEPTH }, 'VALUES_TOO_DEEP');
    }
    const inside: object[] = [];
    for (const value of level) {
      if (Array.isArray(value) && value.length > MAX_LIST) {
        if (!hasIds && isListOfIds(value)) {
          hasIds = true;
          continue;
        }
        const params = { found: value.length, limit: MAX_LIST };
        return new GuardError('error.guard.list', params, 'TOO_MANY_VALUES');
      }
      for (const key in value) {
        found += 1;
        if (found > MAX_VALUES) {
          return new GuardError('error.guard.values', { limit: MAX_VALUES }, 'TOO_MANY_VALUES');
        }
        const each = (value as Record<string, unknown>)[key];
        const refusal = textRefusal(key) ?? textRefusal(each);
        if (refusal) return refusal;
        if (typeof each === 'object' && each !== null) inside.push(each);
      }
    }
    level = inside;
  }
  return undefined;
}

function isListOfIds(values: unknown[]): boolean {
  return values.length <= MAX_IDS && values.every((each) => typeof each === 'string' && isUuid(each));
}
