import {
  ApolloClient,
  ApolloLink,
  type FetchResult,
  InMemoryCache,
  Observable,
  type TypePolicies,
} from '@apollo/client/core';
import { GraphQLError } from 'graphql';
import { vi } from 'vitest';
import type { Ask } from '../src/lib/server/ask-server';
import { textOf } from '../src/lib/document-text';

interface Asked {
  readonly name: string;
  readonly variables: Record<string, unknown>;
  /** Answers with data; a subscription goes on. */
  readonly answer: (data: object) => void;
  readonly fail: () => void;
  /** Answers with an error of this code. */
  readonly refuse: (code: string) => void;
}

/** The server's part in tests of components: each operation waits until the test answers it. */
export class FakeServer {
  readonly #asked: Asked[] = [];
  readonly client: ApolloClient<object>;

  constructor(typePolicies: TypePolicies) {
    const link = new ApolloLink(
      ({ operationName: name, variables }) =>
        new Observable<FetchResult>((observer) => {
          this.#asked.push({
            name,
            variables,
            answer: (data) => {
              observer.next({ data });
              if (!/Changed|UserActivity/.test(name)) observer.complete();
            },
            refuse: (code) => {
              observer.next({ errors: [new GraphQLError('No.', { extensions: { code } })] });
              observer.complete();
            },
            fail: () => observer.error(new Error('No answer came.')),
          });
        }),
    );
    this.client = new ApolloClient({ link, cache: new InMemoryCache({ typePolicies }) });
  }

  /** The names of all operations so far. */
  get names(): string[] {
    return this.#asked.map(({ name }) => name);
  }

  /** Waits until an operation has been sent so many times, and gives the last of them. */
  async asked(name: string, times = 1): Promise<Asked> {
    return vi.waitFor(() => {
      const all = this.#asked.filter((each) => each.name === name);
      const last = all[times - 1];
      if (!last) throw new Error(`${name} was sent ${all.length} times.`);
      return last;
    });
  }
}

/** What needs no token goes to the same server as all else. */
export function askBy(client: unknown): Ask {
  return async (document, variables) => {
    const { query, mutate } = client as ApolloClient<object>;
    const isQuery = textOf(document).startsWith('query');
    const options = { variables, fetchPolicy: 'no-cache' } as const;
    const { data } = await (isQuery
      ? query({ query: document, ...options })
      : mutate({ mutation: document, ...options }));
    return data as never; // Its type is the document's promise.
  };
}
