import { type MaybeRefOrGetter, toValue } from 'vue';
import { useViewer } from '../auth/session/useSession';
import type {
  AccessTokenState,
  OwnTokensFragment,
  TokenPageFragment,
  TokenRowFragment,
} from '../gql/graphql';
import { useLists } from '../lib/live-list/useLists';
import { connectionKey, rowsIn, useConnection } from '../lib/server/useConnection';
import { AllTokensDocument, OwnTokensDocument } from './tokens.documents';

const PAGE_SIZE = 50;
const OWN = 'own tokens';
const ALL = 'tokens';

/** One's own, as they are when the page is opened and after each write from it. */
export function useOwnTokens() {
  return useConnection({
    kind: OWN,
    document: OwnTokensDocument,
    variables: () => ({}),
    connectionIn: ({ viewer }) => viewer?.accessTokens,
  });
}

/** Everybody's, or those in one state. */
export function useAllTokens(state: MaybeRefOrGetter<AccessTokenState | undefined>) {
  return useConnection({
    kind: ALL,
    document: AllTokensDocument,
    variables: () => variablesOf(toValue(state)),
    connectionIn: ({ accessTokens }) => accessTokens,
  });
}

function variablesOf(state: AccessTokenState | undefined) {
  return { first: PAGE_SIZE, where: state ? { state: [state] } : null };
}

/** Takes the answers to writes into the lists that are loaded. */
export function useTokenAnswers() {
  const own = useLists<TokenRowFragment>(OWN);
  const all = useLists<TokenPageFragment['nodes'][number]>(ALL);

  const { viewer: maker } = useViewer();

  function receiveOwn(viewer: OwnTokensFragment): void {
    own.dispatchToAll({ type: 'firstPageRead', page: rowsIn(viewer.accessTokens) });
  }

  /** One's own after one more was made: the newest comes first. */
  function receiveNew(viewer: OwnTokensFragment): void {
    receiveOwn(viewer);
    const [token] = viewer.accessTokens.nodes;
    if (!token || !maker.value) return;
    const { id, displayName, email } = maker.value;
    const edge = { cursor: '', node: { ...token, user: { id, displayName, email } } };
    for (const state of [undefined, 'ACTIVE'] as const) {
      const key = connectionKey(variablesOf(state));
      const { rows } = all.get(key);
      if (!rows) continue;
      const page = { ...rows, edges: [edge, ...rows.edges], totalCount: rows.totalCount + 1 };
      all.dispatch(key, { type: 'firstPageRead', page });
    }
  }

  return {
    receiveOwn,
    receiveNew,
    receive: (token: TokenRowFragment) => all.dispatchToAll({ type: 'rowChanged', row: token }),
  };
}
