import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useApolloClient } from '@vue/apollo-composable';
import { computed } from 'vue';
import type { Edge, ListRow, Rows } from '../live-list/list-rows';
import { useLists } from '../live-list/useLists';
import { useLiveList } from '../live-list/useLiveList';

/** A connection as a document asks for it. */
export interface Connection<Row extends ListRow> {
  readonly nodes?: readonly Row[];
  readonly edges?: readonly Edge<Row>[];
  /** Left out where the document asks for all there are. */
  readonly pageInfo?: Rows<Row>['pageInfo'];
  readonly totalCount?: number;
  readonly totalCountIsCapped?: boolean;
}

interface ConnectionOptions<Data, Row extends ListRow, Variables> {
  /** Of which kind the rows are; see `useLists`. */
  kind: string;
  /** It has the variable `after` where there is more than one page. */
  document: TypedDocumentNode<Data, Variables>;
  variables: () => Variables;
  connectionIn: (data: Data) => Connection<Row> | null | undefined;
  /** Whether to ask at all. */
  isAllowed?: () => boolean;
  /** Whether something else keeps the rows up to date, so that those of an earlier visit are not read again. */
  isKeptUpToDate?: boolean;
}

/**
 * A list that renders all of its rows: the first page, and further pages on demand. The rows of an earlier visit are shown until
 * they have been read again, as others may have changed them.
 */
export function useConnection<Data, Row extends ListRow, Variables extends Record<string, unknown>>({
  kind,
  document,
  variables,
  connectionIn,
  isAllowed,
  isKeptUpToDate = false,
}: ConnectionOptions<Data, Row, Variables>) {
  const { resolveClient } = useApolloClient();
  const lists = useLists<Row>(kind);
  const { list, isThere, state, failed, want } = useLiveList<Row>({
    lists,
    key: () => connectionKey(variables()),
    isAllowed,
    isRefreshed: !isKeptUpToDate,
    read: () => {
      const asked = variables();
      return async ({ after }) => {
        const variables = after == null ? asked : { ...asked, after };
        const options = { query: document, variables, fetchPolicy: 'no-cache' as const };
        return rowsIn(connectionIn((await resolveClient().query(options)).data));
      };
    },
  });
  const side = computed(() => state.value.request?.side);

  return {
    /** undefined: not there yet. */
    list: computed(() => {
      if (!isThere.value || !list.value) return undefined;
      const { edges, ...others } = list.value;
      return { ...others, nodes: edges.map(({ node }) => node) };
    }),
    isLoading: computed(() => side.value !== undefined && side.value !== 'more'),
    isLoadingMore: computed(() => side.value === 'more'),
    fault: computed(() => (failed.value?.side === 'more' ? undefined : failed.value?.fault)),
    /** Why the last try to load more brought nothing. */
    moreFault: computed(() =>
      failed.value?.side === 'more' && side.value !== 'more' ? failed.value.fault : undefined,
    ),
    /** Reads the first page again, and leaves out the others. */
    reload: () => want({ side: 'again', inUse: { from: 0, to: 0 } }),
    loadMore: () => want({ side: 'more' }),
  };
}

/** The key of the list that is asked for by these variables. */
export function connectionKey(variables: object): string {
  return JSON.stringify(variables);
}

export function rowsIn<Row extends ListRow>(connection: Connection<Row> | null | undefined): Rows<Row> {
  const { nodes, edges, pageInfo, totalCount, totalCountIsCapped } = connection ?? {};
  const all = edges ?? (nodes ?? []).map((node) => ({ cursor: '', node }));
  return {
    edges: all,
    pageInfo: pageInfo ?? { hasNextPage: false },
    totalCount: totalCount ?? all.length,
    totalCountIsCapped,
  };
}
