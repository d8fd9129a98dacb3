import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../context.js';
import { MediaTypes } from '../execution/media-types.js';

const REQUEST_ERROR = 400;

/**
 * A wrong document or wrong variables are answered with 200 if the answer is `application/json`, and with 400 if it is
 * `application/graphql-response+json`, as GraphQL over HTTP requires. Proxies answer in the former type too, so with 400 and
 * that type a client couldn't know which of them answered. Without a document, and for errors of the server, the status stays.
 */
export function requestErrorStatus(): ApolloServerPlugin<RequestContext> {
  const mediaTypes = new MediaTypes();
  return {
    requestDidStart: ({ request: { http: asked } }) =>
      Promise.resolve({
        willSendResponse({ response: { http, body } }) {
          if (http.status !== REQUEST_ERROR || body.kind !== 'single') return Promise.resolve();
          const hasDocument = !body.singleResult.errors?.some(isOfTheRequest);
          const type = mediaTypes.answerTo(asked?.headers.get('accept'));
          if (hasDocument && type?.startsWith('application/json')) http.status = 200;
          return Promise.resolve();
        },
      }),
  };
}

function isOfTheRequest({ extensions }: GraphQLFormattedError): boolean {
  return extensions?.['code'] === ApolloServerErrorCode.BAD_REQUEST;
}
