import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode, visit } from 'graphql';
import type { RequestContext } from '../context.js';
import { CompiledOperation } from './compiled-operation.js';
import type { Text } from './write-value.js';

/** For each document: one variant for each combination of the variables in its directives. */
const MAX_VARIANTS = 16;

/** An accepted operation. It is compiled with its first execution, once for each set of fields that directives include. */
export class CompiledDocument {
  readonly #schema: GraphQLSchema;
  readonly #document: DocumentNode;
  readonly #operation: OperationDefinitionNode;
  readonly #switches: readonly string[];
  readonly #variants = new Map<string, CompiledOperation>();

  constructor(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
    this.#schema = schema;
    this.#document = document;
    this.#operation = operation;
    this.#switches = switchesOf(document);
  }

  /** @throws UncompiledError if GraphQL.js must execute it */
  execute(context: RequestContext, variables: Readonly<Record<string, unknown>>): Text {
    const key = this.#switches.map((name) => String(variables[name])).join();
    let variant = this.#variants.get(key);
    if (!variant) {
      variant = new CompiledOperation(this.#schema, this.#document, this.#operation, variables);
      if (this.#variants.size >= MAX_VARIANTS) this.#variants.clear();
      this.#variants.set(key, variant);
    }
    return variant.execute(context, variables);
  }
}

/** The variables in directives. */
function switchesOf(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ arguments: given = [] }) {
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
