import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type {
  FeedbackKind,
  FeedbackListFragment,
  FeedbackRowFragment,
  FeedbackState,
  FeedbackWhere,
} from '../gql/graphql';
import { useLists } from '../lib/live-list/useLists';
import { connectionKey, rowsIn, useConnection } from '../lib/server/useConnection';
import { FeedbackEntriesDocument } from './feedback.documents';
import { KINDS, STATES } from './feedback-kinds';

const PAGE_SIZE = 30;
/** The server's own limit. */
const MAX_PAGE = 100;
const LIST = 'feedback';

/** The filters, which the address has and nothing else. */
export function useFeedbackFilters() {
  const route = useRoute();
  const router = useRouter();
  const filters = computed(() => ({
    kind: KINDS.find((each) => each === route.query['kind']),
    state: STATES.find((each) => each === route.query['state']),
  }));
  return {
    filters,
    change: (to: { kind?: FeedbackKind | undefined; state?: FeedbackState | undefined }) =>
      router.push({ query: withoutEmpty({ ...filters.value, ...to }) }),
    clear: () => router.push({ query: {} }),
  };
}

/** The list of these filters, as the server is asked for it. */
const listOf = (filters: FeedbackWhere) => ({ first: PAGE_SIZE, where: withoutEmpty(filters) });

/** Entries, newest first. */
export function useFeedback(filters: MaybeRefOrGetter<FeedbackWhere>) {
  return useConnection({
    kind: LIST,
    document: FeedbackEntriesDocument,
    variables: () => listOf(toValue(filters)),
    connectionIn: ({ feedbackEntries }) => feedbackEntries,
  });
}

/** The list on screen, for writes: they ask for it as it is after them, and it takes the place of the rows that are loaded. */
export function useFeedbackAnswers() {
  const lists = useLists<FeedbackRowFragment>(LIST);
  const { filters } = useFeedbackFilters();
  return {
    asked: () => {
      const list = listOf(filters.value);
      const loaded = lists.get(connectionKey(list)).rows?.edges.length ?? 0;
      return { ...list, first: Math.min(MAX_PAGE, Math.max(PAGE_SIZE, loaded)) };
    },
    receive: (page: FeedbackListFragment, { where }: { where: FeedbackWhere }) =>
      lists.dispatch(connectionKey(listOf(where)), { type: 'firstPageRead', page: rowsIn(page) }),
  };
}

function withoutEmpty<Filters extends object>(filters: Filters): Filters {
  // Filters are optional each, so the rest of them are filters too.
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value != null)) as Filters;
}
