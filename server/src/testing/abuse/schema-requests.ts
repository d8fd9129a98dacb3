import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
} from 'graphql';

export interface SchemaRequest {
  /** Such as Mutation.signIn. */
  name: string;
  query: string;
  variables: Record<string, unknown>;
}

/**
 * An operation for every root field with a text argument, with the given text for each text. It is derived from the schema, so
 * new fields are included.
 */
export function requestsWith(schema: GraphQLSchema, text: string): SchemaRequest[] {
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => type != null);
  return roots.flatMap((root) =>
    Object.values(root.getFields())
      .filter(({ args }) => args.some(({ type }) => takesText(type)))
      .map((field) => requestOf(root.name, field, text)),
  );
}

function requestOf(root: string, field: GraphQLField<unknown, unknown>, text: string): SchemaRequest {
  const given = field.args.filter(
    ({ type, name }) => (takesText(type) || isNonNullType(type)) && name !== 'before',
  );
  const define = given.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const pass = given.map(({ name }) => `${name}: $${name}`).join(', ');
  const select = isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '';
  return {
    name: `${root}.${field.name}`,
    query: `${root.toLowerCase()} (${define}) { ${field.name}(${pass}) ${select} }`,
    variables: Object.fromEntries(given.map(({ name, type }) => [name, valueOf(type, text)])),
  };
}

function takesText(type: GraphQLInputType, seen: ReadonlySet<unknown> = new Set()): boolean {
  const named = getNamedType(type);
  if (isScalarType(named)) return named.name === 'String' || named.name === 'ID';
  if (!isInputObjectType(named) || seen.has(named)) return false;
  return Object.values(named.getFields()).some((field) => takesText(field.type, new Set([...seen, named])));
}

const VALUES: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1,
  Boolean: false,
  DateTime: '2026-11-24T00:00:00Z',
  JSONObject: {},
};

function valueOf(type: GraphQLInputType, text: string): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [valueOf(nullable.ofType, text)];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  if (!isInputObjectType(nullable)) return VALUES[nullable.name] ?? text;
  const fields: (GraphQLArgument | GraphQLInputField)[] = Object.values(nullable.getFields());
  return Object.fromEntries(fields.map((field) => [field.name, valueOf(field.type, text)]));
}

/** A valid value of this type, null if allowed. */
export function exampleOf(type: GraphQLInputType): unknown {
  return isNonNullType(type) ? valueOf(type, 'a') : null;
}

/** A literal of this type for a document, with the given text for each text in it. */
export function literalOf(type: GraphQLInputType, text: string): string {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return `[${literalOf(nullable.ofType, text)}]`;
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name ?? 'null';
  if (!isInputObjectType(nullable)) return JSON.stringify(VALUES[nullable.name] ?? text);
  const fields = Object.values(nullable.getFields());
  return `{ ${fields.map((field) => `${field.name}: ${literalOf(field.type, text)}`).join(', ')} }`;
}
