import type { DocumentNode, GraphQLSchema, ValidationRule } from 'graphql';
import { GuardError } from '../../errors.js';
import { MAX_ALIASES, MAX_DEPTH, MAX_DIRECTIVES, MAX_ROOT_FIELDS } from './document.limits.js';
import { documentSize } from './document-size.js';
import { entriesOf } from './entries.js';

/**
 * The limits of a document that depend neither on variables nor on the viewer, as rules beside GraphQL.js's own. Apollo Server
 * applies them once to a document, however often it is sent.
 */
export function documentRules(): ValidationRule[] {
  return [
    (context) => ({
      Document(document) {
        const refused = [...refusals(document), ...tooManyEntries(context.getSchema(), document)];
        for (const refusal of refused) context.reportError(refusal);
      },
    }),
  ];
}

function refusals(document: DocumentNode): GuardError[] {
  const size = documentSize(document);
  const refused: GuardError[] = [];
  const check = (found: number, limit: number, refuse: (params: Params) => GuardError) => {
    if (found > limit) refused.push(refuse({ found, limit }));
  };
  check(size.depth, MAX_DEPTH, (params) => new GuardError('error.guard.depth', params, 'QUERY_TOO_DEEP'));
  check(
    size.aliases,
    MAX_ALIASES,
    (params) => new GuardError('error.guard.aliases', params, 'TOO_MANY_ALIASES'),
  );
  check(
    size.fields,
    MAX_ROOT_FIELDS,
    (params) => new GuardError('error.guard.rootFields', params, 'TOO_MANY_ROOT_FIELDS'),
  );
  check(
    size.directives,
    MAX_DIRECTIVES,
    (params) => new GuardError('error.guard.directives', params, 'TOO_MANY_DIRECTIVES'),
  );
  // Without aliases, the answer to introspection is limited by the schema, which is not large.
  check(size.schemaAliases, 0, () => new GuardError('error.guard.schemaAliases', {}, 'TOO_MANY_ALIASES'));
  return refused;
}

/** The limit of attempts counts requests, so one request with many attempts would count once. */
function tooManyEntries(schema: GraphQLSchema, document: DocumentNode): GuardError[] {
  const found = entriesOf(schema, document);
  return found > 1 ? [new GuardError('error.guard.signIns', { found }, 'TOO_MANY_SIGN_INS')] : [];
}

type Params = { found: number; limit: number };
