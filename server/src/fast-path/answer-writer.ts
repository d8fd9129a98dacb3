import {
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
} from 'graphql';
// As in selection/selected-field.ts: the very function that executes a selection.
import { collectSubfields } from 'graphql/execution/collectFields.js';
import { toIsoText } from '../date-time.scalar.js';

/** Writes one value as JSON text. */
export type Write<Value> = (value: Value) => string;

/** What an operation is read with. There are no directives in it, so nothing hangs on variables. */
export interface Reading {
  schema: GraphQLSchema;
  fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/** A field that is asked for, by its name and by its key in the answer. */
export interface AskedField {
  name: string;
  key: string;
  nodes: readonly FieldNode[];
}

/** Something is asked that the fast path does not know: the resolvers do. */
export class Unusual extends Error {}

/** What is asked of a value of the type, in the order of the answer. */
export function askedOf(
  { schema, fragments }: Reading,
  typeName: string,
  nodes: readonly FieldNode[],
): AskedField[] {
  const type = schema.getType(typeName) as GraphQLObjectType;
  const collected = collectSubfields(
    schema,
    fragments as Record<string, FragmentDefinitionNode>,
    {},
    type,
    nodes,
  );
  return [...collected].map(([key, found]) => ({
    name: (found[0] as FieldNode).name.value,
    key,
    nodes: found,
  }));
}

/**
 * Writes an object: the constant text between the values is put together once.
 * @throws Unusual where `writeOf` knows a field not.
 */
export function objectWriter<Value>(
  typeName: string,
  asked: readonly AskedField[],
  writeOf: (field: AskedField) => Write<Value> | undefined,
): Write<Value> {
  const texts: string[] = [];
  const writes: Write<Value>[] = [];
  let text = '{';
  for (const [index, field] of asked.entries()) {
    text += `${index > 0 ? ',' : ''}${JSON.stringify(field.key)}:`;
    if (field.name === '__typename') {
      text += JSON.stringify(typeName);
      continue;
    }
    const write = writeOf(field);
    if (!write) throw new Unusual(`${typeName}.${field.name}`);
    texts.push(text);
    writes.push(write);
    text = '';
  }
  const end = `${text}}`;
  return (value) => {
    let written = '';
    for (let index = 0; index < writes.length; index += 1) {
      written += (texts[index] as string) + (writes[index] as Write<Value>)(value);
    }
    return written + end;
  };
}

/** Writes a list. */
export function listWriter<Value>(write: Write<Value>): Write<readonly Value[]> {
  return (values) => {
    let written = '[';
    for (let index = 0; index < values.length; index += 1) {
      written += (index > 0 ? ',' : '') + write(values[index] as Value);
    }
    return `${written}]`;
  };
}

/**
 * Writes PostgreSQL's text of a column as the field's scalar does.
 * @throws Unusual for a type whose text is not known.
 */
export function scalarWriter(type: GraphQLObjectType, name: string): Write<string | null> {
  const named = getNamedType(type.getFields()[name]?.type);
  if (!named) throw new Unusual(`${type.name}.${name}`);
  const write = isEnumType(named) ? quoted : SCALARS[named.name];
  if (!write) throw new Unusual(named.name);
  return (text) => (text === null ? 'null' : write(text));
}

const SCALARS: Readonly<Record<string, Write<string>>> = {
  ID: quoted,
  String: (text) => JSON.stringify(text),
  Int: (text) => text,
  DateTime: moment,
};

/** For texts in which nothing needs escaping. */
function quoted(text: string): string {
  return `"${text}"`;
}

/** `2026-11-24 10:37:11.512+00` is how nearly every moment comes; the shorter ones have zeros to put back. */
function moment(text: string): string {
  return text.length === 26 && text.charCodeAt(23) === PLUS
    ? `"${text.slice(0, 10)}T${text.slice(11, 23)}Z"`
    : `"${toIsoText(text)}"`;
}

const PLUS = 43;
