import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../context.js';
import { MediaTypes } from '../execution/media-types.js';

const REQUEST_ERROR = 400;

/**
 * A document or variables that are wrong are answered with 200 where the answer is `application/json`, and with 400 where it is
 * `application/graphql-response+json`, as GraphQL over HTTP has it: what stands between answers in the former type too, so a
 * client can't tell by 400 and that type whose answer it has. Where there is no document, and for what is no error of the
 * asker's, the status stays.
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
