import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../context.js';
import { GuardError } from '../errors.js';
import { timesOf } from './document/entries.js';

/** Mutations that would create an object twice if they are sent twice. Every other write can be repeated safely. */
export const CREATES: ReadonlySet<string> = new Set(['createUser', 'createRole', 'createAccessToken']);

/** A key identifies one create. With several, it would be unknown which of them was committed. */
export const idempotencyGuard: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({ document, operation, contextValue }) {
        if (contextValue.idempotencyKey === undefined || !operation) return Promise.resolve();
        if (timesOf(document, operation, CREATES) <= 1) return Promise.resolve();
        const refusal = new GuardError('error.idempotency.several', {}, 'IDEMPOTENCY_KEY_INVALID');
        // Apollo Server would answer with 500, as for an error in a plugin.
        refusal.extensions['http'] = { status: 400 };
        throw refusal;
      },
    }),
};
