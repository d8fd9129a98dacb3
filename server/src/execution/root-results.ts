import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.js';

type Resolve = GraphQLFieldResolver<unknown, RequestContext>;

type Result = { value: unknown } | { error: unknown };

/** What the fields of a mutation have answered with, by their key in the answer. */
export type RootResults = Map<string, Result>;

const results = new WeakMap<RequestContext, RootResults>();

/**
 * Has GraphQL.js, where it executes a mutation with this context, take these results for those of its fields: what was done
 * is not done again, and what went wrong is told in GraphQL.js's own way.
 */
export function keepRootResults(context: RequestContext, kept: RootResults): void {
  results.set(context, kept);
}

/** Calls a mutation's field, and keeps how it ended. */
export async function keepingResult(
  kept: RootResults,
  key: string,
  resolve: () => unknown,
): Promise<unknown> {
  try {
    const value = await resolve();
    kept.set(key, { value });
    return value;
  } catch (error) {
    kept.set(key, { error });
    throw error;
  }
}

/** Makes the fields of mutations answer with what is kept for their context. */
export function answerWithKeptResults(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve as Resolve;
    const answer: Resolve = (source, args, context, info) => {
      const kept = results.get(context)?.get(String(info.path.key));
      if (!kept) return resolve(source, args, context, info);
      if ('error' in kept) throw kept.error;
      return kept.value;
    };
    field.resolve = answer;
  }
}
