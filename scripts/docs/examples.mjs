import { readFileSync } from 'node:fs';
import { Kind, parse, print } from 'graphql';

/**
 * @typedef {object} Example
 * @property {string} name of the operation, which is that of its root field
 * @property {string} group the heading under which it stands
 * @property {string} document
 * @property {Record<string, unknown>} variables
 */

/**
 * The examples of the API reference, one for each root field: an operation of its name, under a comment with its variables. A
 * comment that begins with `#:` is the heading of those below it.
 * @param {string} file a path of a .graphql file
 * @returns {Example[]}
 */
export function readExamples(file) {
  const text = readFileSync(file, 'utf8');
  return parse(text).definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION || !definition.loc)
      throw new Error(`${file}: ${print(definition)}`);
    const above = text.slice(0, definition.loc.start);
    const [, variables = '{}'] = /\n# (\{.*\})\n$/.exec(above) ?? [];
    return {
      name: definition.name?.value ?? '',
      group: [...above.matchAll(/^#: (.*)$/gm)].at(-1)?.[1] ?? '',
      document: text.slice(definition.loc.start, definition.loc.end),
      variables: JSON.parse(variables),
    };
  });
}
