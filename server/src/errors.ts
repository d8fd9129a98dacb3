import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError, OperationTypeNode } from 'graphql';
import type { RequestContext } from './context.js';
import { isDatabaseAway } from './database/failure/database-away.js';
import { currentBudget } from './database/request-budget.js';
import { noteStorageFault } from './database/start/storage.js';
import { hasUnknownOutcome } from './database/failure/unknown-outcome.js';
import { Tally } from './figures/tally.js';
import { hintIn, textWithoutValues } from './error-text.js';
import { MAX_ERRORS, MAX_TOKENS } from './guards/document/document.limits.js';
import { tokensUpTo } from './guards/document/token-count.js';
import { message, type MessageKey, type MessageParams } from './messages/messages.js';

/** A request that its author must write differently: a top-level error, as it concerns no form field. */
export class BadInputError extends GraphQLError {
  constructor(key: MessageKey, params: MessageParams = {}, code = 'BAD_USER_INPUT') {
    super(message('en', key, params), { extensions: { code } });
  }
}

/** A request beyond the limits, or for something that this server does not show: see guards/. */
export class GuardError extends BadInputError {}

/** Requests that a guard refused, or that need a permission that the viewer does not have. */
export const requestRefusals = new Tally(['guard', 'permission']);

const INTERNAL = 'INTERNAL_SERVER_ERROR';

/** The parts of the request that an error report needs. */
export type ErrorContext = Pick<RequestContext, 'log' | 'requestId'> &
  Partial<Pick<RequestContext, 'lostWrites'>>;

/** An internal error before there was a context, such as while looking up the viewer. It is logged here. */
export function faultBefore(cause: unknown, { log }: Pick<ErrorContext, 'log'>): GraphQLError {
  noteStorageFault(cause);
  log.error({ err: cause }, 'A request failed before it was looked at.');
  return isDatabaseAway(cause)
    ? new GraphQLError(message('en', 'error.unavailable'), {
        extensions: { code: 'SERVICE_UNAVAILABLE', http: { status: 503 } },
      })
    : new GraphQLError(message('en', 'error.internal'), { extensions: { code: INTERNAL } });
}

/**
 * The one place through which every top-level error leaves the server (Apollo's formatError). Our own errors and graphql-js's
 * errors about a document pass. Values that the client sent are removed from the text, as they may be passwords and texts are
 * logged. All others are internal errors, which are reported without detail. A temporary one (the database is away or too slow)
 * has its own code.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  const refusal = guardErrorIn(error);
  if (refusal) return withoutStack({ ...formatted, message: refusal.message }, refusal.extensions['code']);
  const code = formatted.extensions?.['code'] ?? INTERNAL;
  if (mayBeDone(cause)) {
    return withoutStack(
      { ...formatted, message: message('en', 'error.outcomeUnknown') },
      'SERVICE_UNAVAILABLE',
    );
  }
  if (isDatabaseAway(cause)) {
    return withoutStack({ ...formatted, message: message('en', 'error.unavailable') }, 'SERVICE_UNAVAILABLE');
  }
  if (code === INTERNAL || !(cause instanceof GraphQLError)) {
    return withoutStack({ ...formatted, message: message('en', 'error.internal') }, INTERNAL);
  }
  return withoutStack({ ...formatted, message: textWithoutValues(cause) }, code);
}

/** A COMMIT got no answer, or the database went away after one. The error must not claim that nothing was written. */
function mayBeDone(cause: unknown): boolean {
  return hasUnknownOutcome(cause) || (isDatabaseAway(cause) && currentBudget()?.hasCommitted === true);
}

/** Apollo Server wraps errors of rules under its own code; the parser has its own text. */
function guardErrorIn(error: unknown): GuardError | undefined {
  if (error instanceof GuardError) return error;
  if (!(error instanceof GraphQLError)) return undefined;
  if (error.originalError instanceof GuardError) return error.originalError;
  return hasTooManyTokens(error)
    ? new GuardError('error.guard.tokens', { limit: MAX_TOKENS }, 'TOO_MANY_TOKENS')
    : undefined;
}

/** The parser's refusal has no class of its own: it stops at the first token above the limit. */
function hasTooManyTokens({ source, positions: [position] = [], nodes }: GraphQLError): boolean {
  if (source === undefined || position === undefined || nodes !== undefined) return false;
  return tokensUpTo(source, position).count > MAX_TOKENS;
}

/** Removes the suggestion of GraphQL.js for a misspelled name, which reveals existing names. */
export function withoutHint(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { message } = formatted;
  return { ...formatted, message: message.slice(0, message.length - hintIn(message).length) };
}

function withoutStack(formatted: GraphQLFormattedError, code: unknown): GraphQLFormattedError {
  return { ...formatted, extensions: { code } };
}

/**
 * Logs internal errors in full. Errors of the client are not logged, except one line for requests beyond the limits or rights.
 */
function logFaults(
  errors: readonly GraphQLError[],
  { log, requestId, lostWrites }: ErrorContext,
  operationName?: string | null,
): void {
  for (const error of errors) {
    const cause = unwrapResolverError(error);
    const refusal = guardErrorIn(error);
    if (refusal) {
      requestRefusals.add('guard');
      log.info({ code: refusal.extensions['code'], operationName }, 'A guard refused a request.');
    }
    if (error.extensions['code'] === 'FORBIDDEN') {
      requestRefusals.add('permission');
      log.info({ code: 'FORBIDDEN', operationName, reason: error.message }, 'A permission was missing.');
    }
    if (cause instanceof GraphQLError) continue;
    noteStorageFault(cause);
    if (mayBeDone(cause)) lostWrites?.note(requestId);
    log.error({ err: cause, operationName, path: error.path }, 'A request failed.');
  }
}

function withRequestId(
  error: GraphQLFormattedError,
  { requestId }: Pick<ErrorContext, 'requestId'>,
): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, requestId } };
}

/** An answer's text with the request's id in each of its errors. */
export function withRequestIds(answer: string, requestId: string): string {
  const { errors, ...rest } = JSON.parse(answer) as { errors?: GraphQLFormattedError[] };
  if (!errors) return answer;
  return JSON.stringify({ errors: errors.map((error) => withRequestId(error, { requestId })), ...rest });
}

/** Errors on their way out over a WebSocket, which does not pass through Apollo Server. */
export function reportErrors(
  errors: readonly GraphQLError[],
  context: ErrorContext,
): [GraphQLFormattedError, ...GraphQLFormattedError[]] {
  logFaults(errors, context);
  // There is at least one error, else this would not be called.
  return errors
    .slice(0, MAX_ERRORS)
    .map((error) => withRequestId(formatError(error.toJSON(), error), context)) as [GraphQLFormattedError];
}

function isUnavailable({ extensions }: GraphQLFormattedError): boolean {
  return extensions?.['code'] === 'SERVICE_UNAVAILABLE';
}

/** Logs each fault with its request id, and gives every error answer the id under which it was logged. */
export const errorReports: ApolloServerPlugin<RequestContext> = {
  // Apollo's hooks must be asynchronous.
  requestDidStart: () =>
    Promise.resolve({
      didEncounterErrors({ errors, contextValue, operationName }) {
        contextValue.noteErrors();
        logFaults(errors, contextValue, operationName);
        return Promise.resolve();
      },
      willSendResponse({ response: { body, http }, contextValue }) {
        if (body.kind === 'single' && body.singleResult.errors) {
          if (body.singleResult.data == null && body.singleResult.errors.every(isUnavailable))
            http.status = 503;
          body.singleResult.errors = body.singleResult.errors
            .slice(0, MAX_ERRORS)
            .map((error) => withRequestId(error, contextValue));
        }
        return Promise.resolve();
      },
    }),
};

/** Subscriptions work only over a WebSocket. Over HTTP they would be executed as if they were queries. */
export const subscriptionsElsewhere: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({ operation }) {
        if (operation?.operation === OperationTypeNode.SUBSCRIPTION) {
          const error = new BadInputError('error.subscription.http');
          // Apollo Server would answer with 500, as for an error in a plugin.
          error.extensions['http'] = { status: 400 };
          throw error;
        }
        return Promise.resolve();
      },
    }),
};
