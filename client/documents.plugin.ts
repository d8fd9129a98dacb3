import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DocumentNode, print } from 'graphql';
import type { Plugin } from 'vite';

const GENERATED = join(import.meta.dirname, 'src/gql/graphql.ts');
/** Documents that are sent without Apollo Client, and so as text. */
export const AS_TEXT = /src\/auth\/(?:[\w-]+\/)*\w+\.documents\.ts$/;
const DOCUMENTS = /\.documents\.ts$/;
const IMPORT = /^import \{ graphql \} from '.*gql';$/m;
const CALL = /graphql\(`([^`]*)`\)/g;
const PARSED = /^export const (\w+) = (\{.*\}) as unknown as /gm;

/**
 * Puts the parsed document in the place of each `graphql(…)`. The generated function looks its argument up in a map of all
 * documents, so every page, sign-in too, would load the documents of all pages: 10 KB compressed.
 */
export function inlineDocuments(): Plugin {
  return {
    name: 'rollcall:inline-documents',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: DOCUMENTS },
      async handler(code, id) {
        const parsed = await parsedDocuments();
        return code.replace(IMPORT, '').replace(CALL, (_call, text: string) => {
          const name = nameOf(text);
          const document = parsed.get(name);
          if (!document) this.error(`${name} is not in src/gql/graphql.ts: run \`generate\`.`);
          return `(${AS_TEXT.test(id) ? textAlone(document) : raw(document)})`;
        });
      },
    },
  };
}

/** The JSON of each document, by the name of its constant. */
export async function parsedDocuments(): Promise<Map<string, string>> {
  const generated = await readFile(GENERATED, 'utf8');
  return new Map([...generated.matchAll(PARSED)].map(([, name = '', json = '']) => [name, json]));
}

function nameOf(text: string): string {
  const [, kind, name] = /^\s*(\w+) (\w+)/.exec(text) ?? [];
  return `${name}${kind === 'fragment' ? 'FragmentDoc' : 'Document'}`;
}

/**
 * Keeps Vue from making a document reactive, as @vue/apollo-composable keeps it in a ref: Apollo Client visits it a dozen times before a
 * request, and each node would be a proxy.
 */
function raw(json: string): string {
  return json.replace('{', '{"__v_skip":true,');
}

/** The text alone, where parsed documents have it. GraphQL.js needs 4 KB, compressed, to write it in the browser. */
function textAlone(json: string): string {
  const body = print(JSON.parse(json) as DocumentNode);
  return JSON.stringify({ kind: 'Document', definitions: [], loc: { source: { body } } });
}
