import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { concatAST, type DocumentNode, Kind, parse, separateOperations, visit } from 'graphql';

const CLIENT = fileURLToPath(new URL('../../../../client/src/', import.meta.url));

const texts = globSync('**/*.documents.ts', { cwd: CLIENT })
  .map((file) => readFileSync(`${CLIENT}${file}`, 'utf8'))
  .flatMap((text) => [...text.matchAll(/graphql\(`([^`]*)`\)/g)].map(([, document = '']) => parse(document)));
/** Every operation of the console by its name, with its fragments, as Apollo Client sends it. */
export const consoleOperations: readonly (readonly [string, DocumentNode])[] = Object.entries(
  separateOperations(concatAST(texts)),
).map(
  ([name, document]) =>
    [
      name,
      visit(document, {
        SelectionSet: (set, _key, parent) =>
          parent && 'kind' in parent && parent.kind !== Kind.OPERATION_DEFINITION
            ? {
                ...set,
                selections: [
                  ...set.selections,
                  { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } },
                ],
              }
            : undefined,
      }),
    ] as const,
);
