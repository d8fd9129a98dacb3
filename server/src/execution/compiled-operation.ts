import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isLeafType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
// GraphQL.js's own functions for a selection, as in selection/selected-field.ts.
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import type { Path } from 'graphql/jsutils/Path.js';
import type { RequestContext } from '../context.js';
import { frozen } from '../database/pipeline/shared-json.js';
import {
  type FieldWrite,
  joined,
  joinedInTurn,
  leafPropertyWriter,
  leafWriter,
  propertyWriter,
} from './field-writers.js';
import { readsInfo } from './plain-resolvers.js';
import { keepingResult } from './root-results.js';
import type { Run } from './run.js';
import { keptWriter, type Text, valueWriter, type Write } from './write-value.js';

/** The selected fields of an object by their key in the answer. */
type Asked = ReadonlyMap<string, readonly FieldNode[]>;

/**
 * An operation compiled to functions: its fields, how each is resolved and how its value is written. It gives the answer that
 * GraphQL.js gives with the same resolvers, or throws; GraphQL.js then executes the operation and formats the error.
 */
export class CompiledOperation {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Record<string, FragmentDefinitionNode>;
  readonly #operation: OperationDefinitionNode;
  readonly #write: FieldWrite;

  /** @param variables the values of variables in directives; others are ignored */
  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ) {
    this.#schema = schema;
    this.#operation = operation;
    this.#fragments = fragmentsOf(document);
    const compiler = new Compiler(schema, this.#fragments, variables);
    const type = schema.getRootType(operation.operation) as GraphQLObjectType;
    const asked = collectFields(schema, this.#fragments, { ...variables }, type, operation.selectionSet);
    this.#write = compiler.objectWriter(type, asked);
  }

  /**
   * @param variables as coerced by GraphQL.js
   * @returns the value of `data`, as JSON
   */
  execute(context: RequestContext, variables: Readonly<Record<string, unknown>>): Text {
    return this.#write(
      undefined,
      {
        schema: this.#schema,
        fragments: this.#fragments,
        operation: this.#operation,
        variables,
        context,
      },
      undefined,
    );
  }
}

class Compiler {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Record<string, FragmentDefinitionNode>;
  readonly #variables: Record<string, unknown>;

  constructor(
    schema: GraphQLSchema,
    fragments: Record<string, FragmentDefinitionNode>,
    variables: Readonly<Record<string, unknown>>,
  ) {
    this.#schema = schema;
    this.#fragments = fragments;
    this.#variables = { ...variables };
  }

  /** Writes an object. The constant text before each value is built once. */
  objectWriter(type: GraphQLObjectType, asked: Asked): FieldWrite {
    const texts: string[] = [];
    const writes: FieldWrite[] = [];
    let text = '{';
    let comma = '';
    for (const [key, nodes] of asked) {
      text += `${comma}${JSON.stringify(key)}:`;
      comma = ',';
      const write = this.#fieldWriter(type, key, nodes);
      if (typeof write === 'string') {
        text += write;
        continue;
      }
      texts.push(text);
      writes.push(write);
      text = '';
    }
    const join = type === this.#schema.getMutationType() ? joinedInTurn : joined;
    return join(texts, writes, `${text}}`);
  }

  /** A text if the value is the same for every object. */
  #fieldWriter(parent: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): FieldWrite | string {
    const [node] = nodes;
    const name = node?.name.value ?? '';
    if (name === '__typename') return JSON.stringify(parent.name);
    const field = parent.getFields()[name];
    if (!node || !field) throw new UncompiledError(name);
    const { resolve } = field;
    const leaf = resolve ? undefined : leafPropertyWriter(name, field.type);
    if (leaf) return leaf;
    const writeNew = valueWriter(field.type, (type) => this.#objectsOf(type, nodes));
    const write = this.#isOfValueAlone(field.type, nodes) ? keptWriter(writeNew) : writeNew;
    if (!resolve) {
      return this.#pathIsAsked(field.type, nodes)
        ? propertyWriter(name, key, write)
        : leafWriter(name, write);
    }
    const argsOf = this.#arguments(field, node);
    const isAsked = this.#pathIsAsked(field.type, nodes);
    if (!readsInfo(field)) {
      return (source, run, prev) => {
        const path = isAsked ? { prev, key, typename: parent.name } : undefined;
        return write(resolve(source, argsOf(run), run.context, NO_INFO), run, path);
      };
    }
    return (source, run, prev) => {
      const path = { prev, key, typename: parent.name };
      const info = infoOf(parent, field, nodes, path, run);
      const call = () => resolve(source, argsOf(run), run.context, info);
      const { rootResults } = run.context;
      const value = rootResults && prev === undefined ? keepingResult(rootResults, key, call) : call();
      return write(value, run, isAsked ? path : undefined);
    };
  }

  /** Whether a resolver below the field may read its path in the answer. Most values need none. */
  #pathIsAsked(type: GraphQLOutputType, nodes: readonly FieldNode[]): boolean {
    const named = getNamedType(type);
    if (isLeafType(named)) return false;
    if (!isObjectType(named)) return true;
    const asked = collectSubfields(this.#schema, this.#fragments, this.#variables, named, nodes);
    return [...asked.values()].some((inner) => {
      const field = named.getFields()[inner[0]?.name.value ?? ''];
      if (!field) return false;
      return (field.resolve !== undefined && readsInfo(field)) || this.#pathIsAsked(field.type, inner);
    });
  }

  /** Whether the text depends on nothing but the value: no field below has a resolver. */
  #isOfValueAlone(type: GraphQLOutputType, nodes: readonly FieldNode[]): boolean {
    const named = getNamedType(type);
    if (!isObjectType(named)) return false;
    const asked = collectSubfields(this.#schema, this.#fragments, this.#variables, named, nodes);
    return [...asked.values()].every((inner) => {
      const name = inner[0]?.name.value ?? '';
      if (name === '__typename') return true;
      const field = named.getFields()[name];
      if (!field || field.resolve) return false;
      return isLeafType(getNamedType(field.type)) || this.#isOfValueAlone(field.type, inner);
    });
  }

  readonly #objects = new Map<readonly FieldNode[], Map<GraphQLObjectType, Write>>();

  /** The writer for the type of a value, made with the first value. */
  #objectsOf(type: GraphQLObjectType, nodes: readonly FieldNode[]): Write {
    let byType = this.#objects.get(nodes);
    if (!byType) this.#objects.set(nodes, (byType = new Map<GraphQLObjectType, Write>()));
    let write = byType.get(type);
    if (!write) {
      const asked = collectSubfields(this.#schema, this.#fragments, this.#variables, type, nodes);
      byType.set(type, (write = this.objectWriter(type, asked)));
    }
    return write;
  }

  /** Computed once if they contain no variable: then all executions share them, and a resolver that changes them fails. */
  #arguments(
    field: GraphQLField<unknown, unknown>,
    node: FieldNode,
  ): (run: Run) => Readonly<Record<string, unknown>> {
    if (field.args.length === 0) return () => NONE;
    if (hasVariables(node)) return ({ variables }) => getArgumentValues(field, node, variables);
    const constant = frozen(getArgumentValues(field, node));
    return () => constant;
  }
}

const NONE = Object.freeze({});
/** For resolvers that do not read it. */
const NO_INFO = Object.freeze({}) as never;

/** The operation selects something that only GraphQL.js executes, such as the schema. */
export class UncompiledError extends Error {}

function infoOf(
  parentType: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  fieldNodes: readonly FieldNode[],
  path: Path,
  { schema, fragments, operation, variables }: Run,
): GraphQLResolveInfo {
  return {
    fieldName: field.name,
    fieldNodes,
    returnType: field.type,
    parentType,
    path,
    schema,
    fragments,
    rootValue: undefined,
    operation,
    variableValues: variables as Record<string, unknown>,
  };
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null) as never;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}

function hasVariables(node: FieldNode): boolean {
  return (node.arguments ?? []).some((argument) => {
    let found = false;
    visit(argument.value, {
      Variable() {
        found = true;
      },
    });
    return found;
  });
}
