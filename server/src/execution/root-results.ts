import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import type { RequestContext, RootResults } from '../context.js';

type Resolve = GraphQLFieldResolver<unknown, RequestContext>;

/** Calls the resolver of a mutation's field and keeps its result or error. */
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

/**
 * Makes the fields of mutations return the results that are kept in their context. If GraphQL.js executes a mutation that a
 * compiled operation has started, nothing runs twice, and GraphQL.js formats the error.
 */
export function answerWithKeptResults(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve as Resolve;
    const answer: Resolve = (source, args, context, info) => {
      const kept = context.rootResults?.get(String(info.path.key));
      if (!kept) return resolve(source, args, context, info);
      if ('error' in kept) throw kept.error;
      return kept.value;
    };
    field.resolve = answer;
  }
}
