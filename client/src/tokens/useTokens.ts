import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import type {
  AccessTokenState,
  OwnTokensFragment,
  TokenPageFragment,
  TokenRowFragment,
} from '../gql/graphql';
import { useLists } from '../lib/live-list/useLists';
import { rowsIn, useConnection } from '../lib/useConnection';
import { AllTokensDocument, OwnTokensDocument } from './tokens.documents';

const PAGE_SIZE = 50;
const OWN = 'own tokens';
const ALL = 'tokens';

/** One's own, as they are when the page is opened and after each write from it. */
export function useOwnTokens() {
  const { list, ...others } = useConnection({
    kind: OWN,
    document: OwnTokensDocument,
    variables: () => ({}),
    connectionIn: ({ viewer }) => viewer?.accessTokens,
  });
  return { tokens: computed(() => list.value?.nodes), ...others };
}

/** Everybody's, or those in one state. */
export function useAllTokens(state: MaybeRefOrGetter<AccessTokenState | undefined>) {
  return useConnection({
    kind: ALL,
    document: AllTokensDocument,
    variables: () => {
      const only = toValue(state);
      return { first: PAGE_SIZE, where: only ? { state: [only] } : null };
    },
    connectionIn: ({ accessTokens }) => accessTokens,
  });
}

/** Takes the answers to writes into the lists that are loaded. */
export function useTokenAnswers() {
  const own = useLists<TokenRowFragment>(OWN);
  const all = useLists<TokenPageFragment['nodes'][number]>(ALL);

  return {
    receiveOwn: (viewer: OwnTokensFragment) =>
      own.dispatchToAll({ type: 'firstPageRead', page: rowsIn(viewer.accessTokens) }),
    receive: (token: TokenRowFragment) => all.dispatchToAll({ type: 'rowChanged', row: token }),
  };
}
