import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { useRouter } from 'vue-router';
import type { FeedbackListFragment, FeedbackRowFragment, FeedbackWhere } from '../gql/graphql';
import { useLists } from '../lib/live-list/useLists';
import { connectionKey, rowsIn, useConnection } from '../lib/server/useConnection';
import { useQueryChoice } from '../lib/useQueryChoice';
import { FeedbackEntriesDocument } from './feedback.documents';
import { KINDS, STATES } from './feedback-kinds';

const PAGE_SIZE = 30;
/** The server's own limit. */
const MAX_PAGE = 100;
const LIST = 'feedback';

/** The filters, which the address has and nothing else. */
export function useFeedbackFilters() {
  const router = useRouter();
  const kind = useQueryChoice('kind', KINDS);
  const state = useQueryChoice('state', STATES);
  return {
    kind,
    state,
    filters: computed(() => ({
      ...(kind.value && { kind: kind.value }),
      ...(state.value && { state: state.value }),
    })),
    clear: () => router.push({ query: {} }),
  };
}

/** The list of these filters, as the server is asked for it. */
const listOf = (filters: FeedbackWhere) => ({ first: PAGE_SIZE, where: filters });

const matches = ({ kind, state }: FeedbackRowFragment, where: FeedbackWhere) =>
  (where.kind ?? kind) === kind && (where.state ?? state) === state;

/** Entries, newest first. */
export function useFeedback(where: MaybeRefOrGetter<FeedbackWhere>) {
  return useConnection({
    kind: LIST,
    document: FeedbackEntriesDocument,
    variables: () => listOf(toValue(where)),
    connectionIn: ({ feedbackEntries }) => feedbackEntries,
  });
}

/**
 * The list on screen, for writes: they ask for it as it is after them, and it takes the place of the first rows that are loaded.
 * The entry of a write may be after these.
 */
export function useFeedbackAnswers() {
  const lists = useLists<FeedbackRowFragment>(LIST);
  const { filters } = useFeedbackFilters();
  return {
    asked: () => {
      const list = listOf(filters.value);
      const loaded = lists.get(connectionKey(list)).rows?.edges.length ?? 0;
      return { ...list, first: Math.min(MAX_PAGE, Math.max(PAGE_SIZE, loaded)) };
    },
    receive: (page: FeedbackListFragment, entry: FeedbackRowFragment | null, where: FeedbackWhere) => {
      const isGone = entry !== null && !matches(entry, where);
      if (entry) lists.dispatchToAll({ type: 'rowChanged', row: entry });
      lists.dispatch(connectionKey(listOf(where)), {
        type: 'firstPageRead',
        page: rowsIn(page),
        ...(isGone && { goneId: entry.id }),
      });
    },
  };
}
