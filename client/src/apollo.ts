import {
  ApolloClient,
  ApolloLink,
  HttpLink,
  InMemoryCache,
  type NormalizedCacheObject,
  type Operation,
  type TypePolicies,
} from '@apollo/client/core';
import { onError } from '@apollo/client/link/error';
import { RetryLink } from '@apollo/client/link/retry';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { getMainDefinition } from '@apollo/client/utilities';
import { DefaultApolloClient } from '@vue/apollo-composable';
import { type App, watch } from 'vue';
import type { Session } from './auth/session/session';
import { sessionLink } from './auth/session/session.link';
import { API_PATH, socketUrl } from './lib/server/base-path';
import { report } from './lib/server/connection';
import { createNewsSocket } from './lib/server/news-socket';
import { gotNoAnswer } from './lib/server/request-fault';
import { SeenLsn } from './lib/server/seen-lsn';
import { traceHeaders } from './lib/server/trace-context';

export { faultOf } from './lib/server/request-fault';

/** The server's own time limit for a request. */
const TIMEOUT_MS = 30_000;

interface ApolloOptions {
  /** The language of refusals; read before each request. */
  language: () => string;
  /** The session whose token is sent. */
  session: Session;
  /** The cache policies of each feature's types. */
  typePolicies: TypePolicies;
}

/** The one client, for the server that the console came from: queries and writes by POST, news by WebSocket. */
export function createApollo({
  language,
  session,
  typePolicies,
}: ApolloOptions): ApolloClient<NormalizedCacheObject> {
  const socket = createNewsSocket(socketUrl(), (refused) => session.access(refused));
  const seen = new SeenLsn();
  const client = new ApolloClient({
    cache: new InMemoryCache({ typePolicies }),
    link: ApolloLink.split(
      isSubscription,
      new GraphQLWsLink(socket),
      ApolloLink.from([
        reachability(),
        retries(),
        sessionLink(session),
        withHeaders(language, seen),
        http(seen),
      ]),
    ),
  });
  watch(
    () => session.viewer.value?.id,
    (_now, before) => {
      if (before === undefined) return;
      // The next person must not find what this one saw, and needs a socket of their own.
      void client.clearStore();
      socket.terminate();
    },
    { flush: 'sync' },
  );
  return client;
}

/** For every composable of the app. */
export function provideApollo(app: App, client: ApolloClient<NormalizedCacheObject>): void {
  app.provide(DefaultApolloClient, client);
}

function isSubscription({ query }: Operation): boolean {
  const definition = getMainDefinition(query);
  return definition.kind === 'OperationDefinition' && definition.operation === 'subscription';
}

function http(seen: SeenLsn): ApolloLink {
  return new HttpLink({
    uri: API_PATH,
    // Documents and variables are typed together. To look for others, it visited the whole document before each request.
    includeUnusedVariables: true,
    fetch: async (input, init) => {
      const timeout = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(input, {
        ...init,
        signal: init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout,
      });
      seen.note(response);
      return response;
    },
  });
}

/** The headers of each request. */
function withHeaders(language: () => string, seen: SeenLsn): ApolloLink {
  return new ApolloLink((operation, forward) => {
    operation.setContext(({ headers }: { headers?: object }) => ({
      headers: { ...headers, ...traceHeaders(), ...seen.headers, 'accept-language': language() },
    }));
    return forward(operation);
  });
}

/** Only reads are tried again: an unanswered write may have been done. */
function retries(): ApolloLink {
  return new RetryLink({
    delay: { initial: 300, max: 2_000 },
    attempts: {
      max: 3,
      retryIf: (error, { query }) => {
        const definition = getMainDefinition(query);
        return (
          gotNoAnswer(error) && definition.kind === 'OperationDefinition' && definition.operation === 'query'
        );
      },
    },
  });
}

function reachability(): ApolloLink {
  return ApolloLink.from([
    onError(({ networkError }) => {
      if (networkError) report.reachable(!gotNoAnswer(networkError));
    }),
    new ApolloLink((operation, forward) =>
      forward(operation).map((result) => {
        report.reachable(true);
        return result;
      }),
    ),
  ]);
}
