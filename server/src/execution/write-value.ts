import {
  type GraphQLAbstractType,
  type GraphQLEnumType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Path } from 'graphql/jsutils/Path.js';
import type { Run } from './run.js';

/** JSON text, or the promise of it. */
export type Text = string | Promise<string>;

/** Writes a value as JSON. Every error is thrown and ends the operation. */
export type Write = (value: unknown, run: Run, path: Path | undefined) => Text;

/** The writer of an object type that a field may return. */
export type ObjectWrite = (type: GraphQLObjectType) => Write;

/** A non-null field has the value null. */
export class NullInNonNullError extends Error {}

/** Writes values of a type; `objects` gives the writers of types with fields. */
export function valueWriter(type: GraphQLOutputType, objects: ObjectWrite): Write {
  if (isNonNullType(type)) return notNull(someWriter(type.ofType, objects));
  return orNull(someWriter(type, objects));
}

/** For a value that is not null. */
function someWriter(type: GraphQLOutputType, objects: ObjectWrite): Write {
  if (isListType(type)) return listWriter(valueWriter(type.ofType as GraphQLOutputType, objects));
  if (isLeafType(type)) return leafText(type);
  if (isObjectType(type)) return objects(type);
  return abstractWriter(type as GraphQLAbstractType, objects);
}

function orNull(write: Write): Write {
  return (value, run, path) => {
    if (value == null) return 'null';
    return isPromise(value)
      ? value.then((settled) => (settled == null ? 'null' : write(settled, run, path)))
      : write(value, run, path);
  };
}

function notNull(write: Write): Write {
  const written: Write = (value, run, path) => {
    if (value == null) throw new NullInNonNullError();
    return write(value, run, path);
  };
  return (value, run, path) =>
    isPromise(value) ? value.then((settled) => written(settled, run, path)) : written(value, run, path);
}

/**
 * Writes a frozen value once and keeps the text as long as the value is kept (database/pipeline/shared-json.ts). For writers whose text
 * depends on the value alone. Only what is frozen is kept: anything else may change.
 */
export function keptWriter(write: Write): Write {
  const texts = new WeakMap<object, string>();
  return (value, run, path) => {
    if (typeof value !== 'object' || value === null) return write(value, run, path);
    const known = texts.get(value);
    if (known !== undefined) return known;
    const text = write(value, run, path);
    if (typeof text === 'string' && Object.isFrozen(value)) texts.set(value, text);
    return text;
  };
}

function listWriter(write: Write): Write {
  return (value, run, path) => {
    let written = '';
    let index = 0;
    let waiting: Text[] | undefined;
    for (const each of value as Iterable<unknown>) {
      const text = write(each, run, path && { prev: path, key: index, typename: undefined });
      if (waiting) waiting.push(text);
      else if (typeof text !== 'string') waiting = index > 0 ? [written, text] : [text];
      else written += index > 0 ? `,${text}` : text;
      index += 1;
    }
    return waiting ? joinedList(waiting) : `[${written}]`;
  };
}

async function joinedList(texts: readonly Text[]): Promise<string> {
  // oxlint-disable-next-line typescript/await-thenable -- most of them are there already
  return `[${(await Promise.all(texts)).join()}]`;
}

function abstractWriter(type: GraphQLAbstractType, objects: ObjectWrite): Write {
  return (value, run, path) => {
    const found = (value as { __typename?: unknown }).__typename ?? type.resolveType;
    const name = typeof found === 'string' ? found : undefined;
    const object = name === undefined ? undefined : run.schema.getType(name);
    if (!isObjectType(object) || !run.schema.isSubType(type, object)) throw new TypeError(`no ${type.name}`);
    return objects(object)(value, run, path);
  };
}

/** Writes a scalar or an enum, which serializes to a text, a number, a boolean or JSON. */
export function leafText(type: GraphQLLeafType): (value: unknown) => string {
  if (isEnumType(type)) return enumText(type);
  if (type.name === 'String' || type.name === 'ID') {
    return (value) => JSON.stringify(typeof value === 'string' ? value : type.serialize(value));
  }
  if (type.name === 'Int' || type.name === 'Boolean') return (value) => String(type.serialize(value));
  // Nothing in it needs escaping.
  if (type.name === 'DateTime') return (value) => `"${type.serialize(value) as string}"`;
  return (value) => JSON.stringify(type.serialize(value));
}

function enumText(type: GraphQLEnumType): (value: unknown) => string {
  const texts = new Map(type.getValues().map(({ name, value }) => [value as unknown, `"${name}"`]));
  return (value) => texts.get(value) ?? JSON.stringify(type.serialize(value));
}

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
