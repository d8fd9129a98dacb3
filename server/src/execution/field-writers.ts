import { getNullableType, type GraphQLOutputType, isLeafType, isNonNullType } from 'graphql';
import type { Path } from 'graphql/jsutils/Path.js';
import type { Run } from './run.js';
import { isPromise, leafText, NullInNonNullError, type Text, type Write } from './write-value.js';

/** Writes the value of a field of an object. */
export type FieldWrite = (source: unknown, run: Run, path: Path | undefined) => Text;

/** Most fields: one function for each. A writer for each part of the type took a third more time. */
export function leafPropertyWriter(name: string, type: GraphQLOutputType): FieldWrite | undefined {
  const isNullable = !isNonNullType(type);
  const leaf = getNullableType(type);
  if (!isLeafType(leaf)) return undefined;
  const textOf = leafText(leaf);
  return (source) => {
    const value = (source as Record<string, unknown>)[name];
    if (value == null) {
      if (isNullable) return 'null';
      throw new NullInNonNullError();
    }
    return isPromise(value) ? settled(value, textOf, isNullable) : textOf(value);
  };
}

async function settled(
  promise: Promise<unknown>,
  textOf: (value: unknown) => string,
  isNullable: boolean,
): Promise<string> {
  const value = await promise;
  if (value != null) return textOf(value);
  if (isNullable) return 'null';
  throw new NullInNonNullError();
}

/** A property whose path nothing reads. */
export function leafWriter(name: string, write: Write): FieldWrite {
  return (source, run) => write((source as Record<string, unknown>)[name], run, undefined);
}

/** A property with fields that may read the path. */
export function propertyWriter(name: string, key: string, write: Write): FieldWrite {
  return (source, run, prev) => {
    const value = (source as Record<string, unknown>)[name];
    return write(value, run, { prev, key, typename: undefined });
  };
}

/** For the fields of a mutation: each starts after the previous one. */
export function joinedInTurn(
  texts: readonly string[],
  writes: readonly FieldWrite[],
  end: string,
): FieldWrite {
  return async (source, run, path) => {
    let written = '';
    for (const [index, write] of writes.entries())
      written += (texts[index] as string) + (await write(source, run, path));
    return written + end;
  };
}

/** Returns the text at once if every value is there. */
export function joined(texts: readonly string[], writes: readonly FieldWrite[], end: string): FieldWrite {
  return (source, run, path) => {
    let written = '';
    for (let index = 0; index < writes.length; index += 1) {
      const value = (writes[index] as FieldWrite)(source, run, path);
      if (typeof value !== 'string') return rest(written, value, index, source, run, path);
      written += (texts[index] as string) + value;
    }
    return written + end;
  };

  /** Starts all before it waits for any, like GraphQL.js. */
  function rest(
    before: string,
    value: Promise<string>,
    at: number,
    source: unknown,
    run: Run,
    path: Path | undefined,
  ): Promise<string> {
    // Most often the field of a query. Its text is long, and `join` would copy it.
    if (at === writes.length - 1) return value.then((text) => before + (texts[at] as string) + text + end);
    const values: Text[] = [value];
    try {
      for (let index = at + 1; index < writes.length; index += 1)
        values.push((writes[index] as FieldWrite)(source, run, path));
    } catch (error) {
      values.push(Promise.reject(error as Error));
    }
    // oxlint-disable-next-line typescript/await-thenable -- most of them are there already
    return Promise.all(values).then((all) => {
      let written = before;
      for (const [index, each] of all.entries()) written += (texts[at + index] as string) + each;
      return written + end;
    });
  }
}
