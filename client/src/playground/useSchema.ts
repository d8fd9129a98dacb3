import {
  buildClientSchema,
  getIntrospectionQuery,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { ref, shallowRef } from 'vue';
import { URL_PATH } from './running/send';

/** As long as the server gives a request. */
const TIMEOUT_MS = 30_000;

/**
 * The schema, as the server tells it to anybody: it needs nobody's name, so none is sent. `hidden` is a server that tells
 * it to nobody (INTROSPECTION).
 */
export function useSchema() {
  const schema = shallowRef<GraphQLSchema>();
  const state = ref<'loading' | 'ready' | 'hidden' | 'failed'>('loading');

  async function load(): Promise<void> {
    state.value = 'loading';
    try {
      const response = await fetch(URL_PATH, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          operationName: 'IntrospectionQuery',
          query: getIntrospectionQuery({ inputValueDeprecation: true }),
        }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const { data } = (await response.json()) as { data?: IntrospectionQuery | null };
      if (data) schema.value = buildClientSchema(data);
      state.value = data ? 'ready' : 'hidden';
    } catch {
      state.value = 'failed';
    }
  }

  return { schema, state, load };
}
