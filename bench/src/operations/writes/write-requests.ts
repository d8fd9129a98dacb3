import type { HttpRequest } from '../../system.js';
import { writeRequest } from '../../systems/bare/bare.system.js';
import type { WriteInput } from '../../systems/bare/writes.js';
import { graphqlRequest } from '../../systems/graphql-request.js';
import type { Headers } from '../../systems/rollcall/owner-session.js';
import type { DocumentFile, State } from '../document-files.js';

/** @param headers of the owner's session */
export type MakeRequest = (input: WriteInput, headers: Headers) => HttpRequest;

/** A write of Rollcall's, and the bare handler's that does the same. */
export interface WritePair {
  name: string;
  /** The state of the users before it. */
  users: State;
  rollcall: MakeRequest;
  bare: MakeRequest;
}

/** The pair of a file; none if the file is a query. */
export function writePairs({ name, query, variablesOf, write }: DocumentFile): WritePair[] {
  if (!write) return [];
  return [
    {
      name,
      users: write.users,
      rollcall: (input, headers) => graphqlRequest(query, variablesOf(placeholdersOf(input)), headers),
      bare: (input) => writeRequest(write.beside, input),
    },
  ];
}

function placeholdersOf({ id, version, title, email }: WriteInput) {
  return { $id: id, $version: version, $title: title, $newAddress: email };
}
