import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import type { Viewer } from '../../access/viewer.js';
import type { RequestContext } from '../../context.js';
import type { Introspection } from '../../env.js';
import { GuardError, withoutHint } from '../../errors.js';
import { documentSize } from './document-size.js';

/** Apollo Server keeps documents, so most requests find theirs here. */
const known = new WeakMap<DocumentNode, boolean>();

/** Whether the client may read the schema and get suggestions for misspelled names. */
export function showsSchema(setting: Introspection, isSignedIn: boolean): boolean {
  return setting === 'everyone' || (setting === 'signed-in' && isSignedIn);
}

/** Refuses a document that queries the schema, if the client may not read it. */
export function introspectionRefusal(
  setting: Introspection,
  document: DocumentNode,
  viewer: Viewer | null,
): GuardError | undefined {
  if (showsSchema(setting, viewer !== null)) return undefined;
  const introspects = known.get(document) ?? documentSize(document).introspects;
  known.set(document, introspects);
  if (!introspects) return undefined;
  const key = setting === 'nobody' ? 'error.guard.introspection' : 'error.guard.introspection.signIn';
  return new GuardError(key, {}, 'INTROSPECTION_DISABLED');
}

/** For operations over HTTP. */
export function introspectionGuard(setting: Introspection): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ document, contextValue: { viewer } }) {
          const refusal = introspectionRefusal(setting, document, viewer);
          if (refusal) {
            // Apollo Server would answer with 500, as for an error in a plugin.
            refusal.extensions['http'] = { status: 400 };
            throw refusal;
          }
          return Promise.resolve();
        },
        willSendResponse({ response: { body }, contextValue: { viewer } }) {
          if (body.kind === 'single' && !showsSchema(setting, viewer !== null)) {
            const { errors } = body.singleResult;
            if (errors) body.singleResult.errors = errors.map(withoutHint);
          }
          return Promise.resolve();
        },
      }),
  };
}
