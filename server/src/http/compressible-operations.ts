import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  getOperationAST,
  type GraphQLSchema,
  isObjectType,
  Kind,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
} from 'graphql';

/**
 * Root fields whose answers hold no secret. The size of a compressed answer depends on its content: an attacker who can put a
 * text into an answer beside a secret can guess the secret letter by letter (BREACH). A field that is not named here is not
 * compressed. Tests check that no secret can be reached from one of these.
 */
export const COMPRESSIBLE_QUERIES: ReadonlySet<string> = new Set([
  '__schema',
  '__type',
  '__typename',
  'accessTokens',
  'auditEntries',
  'bulkJobs',
  'firstSteps',
  'home',
  'invitations',
  'node',
  'roles',
  'user',
  'userByEmail',
  'userFacets',
  'userLandmarks',
  'users',
  'viewer',
  'views',
]);

/** The payload of the writes of users: the user and a list. */
const COMPRESSIBLE_PAYLOAD = 'UserWritePayload';

/** As many as `KnownRequests` keeps. */
const MAX_DOCUMENTS = 500;
/** In characters. Longer documents are seldom sent twice, and a document that is not known must be parsed once more. */
const MAX_DOCUMENT_LENGTH = 10_000;

/** Decides which operations may be compressed: those with only compressible root fields. */
export class CompressibleOperations {
  readonly #schema: GraphQLSchema;
  readonly #known = new Map<string, boolean>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** @param body the parsed body of a request that was answered with 200 */
  has(body: unknown): boolean {
    const { query, operationName } = (body ?? {}) as Record<string, unknown>;
    if (typeof query !== 'string' || query.length > MAX_DOCUMENT_LENGTH) return false;
    const name = typeof operationName === 'string' ? operationName : undefined;
    const key = `${name ?? ''}:${query}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= MAX_DOCUMENTS) this.#known.clear();
    const isCompressible = this.#decide(query, name);
    this.#known.set(key, isCompressible);
    return isCompressible;
  }

  #decide(query: string, name: string | undefined): boolean {
    let document: DocumentNode;
    try {
      document = parse(query, { noLocation: true });
    } catch {
      return false;
    }
    const operation = getOperationAST(document, name);
    if (!operation || operation.operation === OperationTypeNode.SUBSCRIPTION) return false;
    const isQuery = operation.operation === OperationTypeNode.QUERY;
    const fragments = new Map(
      document.definitions.filter(isFragment).map((each) => [each.name.value, each.selectionSet]),
    );
    const mayBe = (field: string) => (isQuery ? COMPRESSIBLE_QUERIES.has(field) : this.#isUserWrite(field));
    return [...rootFields(operation.selectionSet, fragments, new Set())].every(mayBe);
  }

  #isUserWrite(field: string): boolean {
    const declared = this.#schema.getMutationType()?.getFields()[field];
    const payload = declared && getNamedType(declared.type);
    return isObjectType(payload) && payload.getInterfaces().some(({ name }) => name === COMPRESSIBLE_PAYLOAD);
  }
}

function isFragment(definition: DocumentNode['definitions'][number]): definition is FragmentDefinitionNode {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}

/** The names of the root fields, not their aliases, fragments included. */
function* rootFields(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, SelectionSetNode>,
  seen: Set<string>,
): Generator<string> {
  for (const each of selections) {
    if (each.kind === Kind.FIELD) yield each.name.value;
    else if (each.kind === Kind.INLINE_FRAGMENT) yield* rootFields(each.selectionSet, fragments, seen);
    else if (!seen.has(each.name.value)) {
      seen.add(each.name.value);
      const spread = fragments.get(each.name.value);
      if (spread) yield* rootFields(spread, fragments, seen);
    }
  }
}
