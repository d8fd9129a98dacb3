import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { inject, type InjectionKey } from 'vue';
import { API_PATH } from './base-path';
import { report } from './connection';
import { textOf } from '../document-text';
import { gotNoAnswer, type TransportError } from './request-fault';

/** As long as the server gives a request. */
const TIMEOUT_MS = 30_000;

/** Milliseconds before each further try of a read. */
const RETRY_DELAYS_MS = [300, 600];

/**
 * Sends an operation that needs no access token, and resolves with its data.
 * @throws an error with the fields of Apollo's ApolloError, which `faultOf` reads
 */
export type Ask = <Data, Variables extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
) => Promise<Data>;

export const ASK: InjectionKey<Ask> = Symbol('ask');

export function useAsk(): Ask {
  const ask = inject(ASK);
  if (!ask) throw new Error('The way to ask the server is not provided: see main.ts.');
  return ask;
}

/** By `fetch` alone: Apollo Client would be a third of the code that the sign-in pages load. */
export function createAsk(language: () => string): Ask {
  return async (document, variables) => {
    const query = textOf(document);
    // Whether an unanswered write was done is not known: it is sent once.
    const delays = query.startsWith('query') ? [...RETRY_DELAYS_MS] : [];
    for (;;) {
      try {
        const data = await post({ query, variables }, language());
        report.reachable(true);
        return data as never; // Its type is the document's promise.
      } catch (error) {
        const { networkError } = error as RequestFailure;
        const delay = gotNoAnswer(networkError) ? delays.shift() : undefined;
        if (networkError) report.reachable(!gotNoAnswer(networkError));
        if (delay === undefined) throw error;
        await new Promise((resolve) => setTimeout(resolve, delay));
      }
    }
  };
}

interface Answer {
  data?: object | null;
  errors?: { message: string; extensions?: Record<string, unknown> }[];
}

class RequestFailure extends Error {
  readonly networkError: TransportError | null;
  readonly graphQLErrors: NonNullable<Answer['errors']>;

  constructor(networkError: TransportError | null, graphQLErrors: NonNullable<Answer['errors']> = []) {
    super(networkError?.message ?? graphQLErrors[0]?.message ?? 'The answer holds no data.');
    this.networkError = networkError;
    this.graphQLErrors = graphQLErrors;
  }
}

async function post(body: { query: string; variables: object }, language: string): Promise<object> {
  const { response, result } = await send(body, language).catch((error: TransportError) => {
    throw new RequestFailure(error);
  });
  if (!response.ok || result === undefined) {
    const error = new Error(`The server answered with status ${response.status}.`);
    throw new RequestFailure(Object.assign(error, { statusCode: response.status, response, result }));
  }
  if (result.errors || !result.data) throw new RequestFailure(null, result.errors);
  return result.data;
}

async function send(body: { query: string; variables: object }, language: string) {
  const operationName = /^\w+ (\w+)/.exec(body.query)?.[1];
  const response = await fetch(API_PATH, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': language },
    body: JSON.stringify({ operationName, ...body }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const result = (await response.json().catch(() => undefined)) as Answer | undefined;
  return { response, result };
}
