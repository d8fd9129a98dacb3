import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../context.js';
import { GuardError } from '../errors.js';
import { timesOf } from './document/entries.js';

/** What would be made twice if it was asked for twice. Every other write may be repeated as it is. */
export const CREATES: ReadonlySet<string> = new Set(['createUser', 'createRole', 'createAccessToken']);

/** A key stands for one create: of several, it would not be known which of them was made. */
export const idempotencyGuard: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({ document, operation, contextValue }) {
        if (contextValue.idempotencyKey === undefined || !operation) return Promise.resolve();
        if (timesOf(document, operation, CREATES) <= 1) return Promise.resolve();
        const refusal = new GuardError('error.idempotency.several', {}, 'IDEMPOTENCY_KEY_INVALID');
        // Apollo Server would answer with 500, as for a fault in a plugin.
        refusal.extensions['http'] = { status: 400 };
        throw refusal;
      },
    }),
};
