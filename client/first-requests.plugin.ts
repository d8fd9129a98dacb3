import { addTypenameToDocument } from '@apollo/client/utilities';
import { type DocumentNode, print } from 'graphql';
import type { Plugin } from 'vite';
import { parsedDocuments } from './documents.plugin.ts';

/** The texts of what before-paint.js sends, by the names of the operations. */
export async function firstRequests(): Promise<Record<string, string>> {
  const documents = await parsedDocuments();
  const parsed = (name: string): DocumentNode => {
    const json = documents.get(`${name}Document`);
    if (!json) throw new Error(`${name} is not in src/gql/graphql.ts: run \`generate\`.`);
    return JSON.parse(json) as DocumentNode;
  };
  return {
    RefreshSession: print(parsed('RefreshSession')),
    // As Apollo Client sends them later: the server keeps what it worked out for a text.
    Users: print(addTypenameToDocument(parsed('Users'))),
    Home: print(addTypenameToDocument(parsed('Home'))),
  };
}

/** Writes them into the page as data, which the Content-Security-Policy does not take for a script. */
export function nameFirstRequests(): Plugin {
  return {
    name: 'rollcall:first-requests',
    transformIndexHtml: {
      order: 'pre',
      handler: async () => [
        {
          tag: 'script',
          attrs: { type: 'application/json', id: 'first-requests' },
          // No text in it can end the element.
          children: JSON.stringify(await firstRequests()).replaceAll('<', '\\u003c'),
          injectTo: 'head-prepend',
        },
      ],
    },
  };
}
