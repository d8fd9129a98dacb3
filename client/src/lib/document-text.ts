import { type DocumentNode, print } from 'graphql';

/** What is sent of a document. Builds have it beside the parsed one (documents.plugin.ts), and leave `print` out. */
export function textOf(document: DocumentNode): string {
  return import.meta.env.PROD ? (document.loc?.source.body ?? '') : print(document);
}
