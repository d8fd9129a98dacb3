import type { Ref } from 'vue';
import type { RequestFault } from '../../lib/server/request-fault';

/** What a part shows of a list; `useConnection` answers with one. */
export interface ListSource<Row> {
  /** Undefined: not there yet. */
  readonly list: Readonly<
    Ref<{ readonly nodes: readonly Row[]; readonly pageInfo?: { readonly hasNextPage: boolean } } | undefined>
  >;
  readonly isLoading: Readonly<Ref<boolean>>;
  readonly fault: Readonly<Ref<RequestFault | undefined>>;
  readonly reload: () => unknown;
  /** These three are left out where the list has one page. */
  readonly isLoadingMore?: Readonly<Ref<boolean>>;
  readonly moreFault?: Readonly<Ref<RequestFault | undefined>>;
  readonly loadMore?: () => unknown;
}
