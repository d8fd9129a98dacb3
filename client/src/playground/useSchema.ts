import {
  buildClientSchema,
  getIntrospectionQuery,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { onMounted, ref, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useSession } from '../auth/session/useSession';
import { asScript, asViewer } from './running/run-as';
import { send } from './running/send';

/** As long as the server gives a request. */
const TIMEOUT_MS = 30_000;

const BODY = JSON.stringify({
  operationName: 'IntrospectionQuery',
  query: getIntrospectionQuery({ inputValueDeprecation: true }),
});

/** `signedOut`: the server shows it to who is signed in. `hidden`: to nobody (INTROSPECTION). */
export type SchemaState = 'loading' | 'ready' | 'signedOut' | 'hidden' | 'failed';

/**
 * The schema, asked for in the name of who is signed in, and again when that changes.
 * @param token an access token, to ask with where nobody is signed in
 */
export function useSchema(token: () => string | undefined) {
  const { locale } = useI18n();
  const session = useSession();
  const schema = shallowRef<GraphQLSchema>();
  const state = ref<SchemaState>('loading');
  let latest = 0;

  async function load(): Promise<void> {
    latest += 1;
    const own = latest;
    state.value = 'loading';
    const given = session.state.value === 'out' ? token() : undefined;
    const access = given === undefined ? asViewer(session) : asScript(given);
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const { body } = await send({ body: BODY, language: locale.value, signal }, access);
      if (own !== latest) return;
      const { data } = JSON.parse(body) as { data?: IntrospectionQuery | null };
      if (data) schema.value = buildClientSchema(data);
      const isNobody = given === undefined && session.state.value === 'out';
      state.value = data ? 'ready' : isNobody ? 'signedOut' : 'hidden';
    } catch {
      if (own === latest) state.value = 'failed';
    }
  }

  onMounted(load);
  watch(() => session.viewer.value?.id, load);

  return { schema, state, load };
}
