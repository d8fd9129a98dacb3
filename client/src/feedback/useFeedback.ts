import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { FeedbackKind, FeedbackRowFragment, FeedbackState, FeedbackWhere } from '../gql/graphql';
import { useLists } from '../lib/live-list/useLists';
import { useConnection } from '../lib/server/useConnection';
import { FeedbackEntriesDocument } from './feedback.documents';
import { KINDS, STATES } from './feedback-kinds';

const PAGE_SIZE = 30;
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

/** Entries, newest first. */
export function useFeedback(filters: MaybeRefOrGetter<FeedbackWhere>) {
  return useConnection({
    kind: LIST,
    document: FeedbackEntriesDocument,
    variables: () => ({ first: PAGE_SIZE, where: withoutEmpty(toValue(filters)) }),
    connectionIn: ({ feedbackEntries }) => feedbackEntries,
  });
}

/** Takes the answers to writes into the lists that are loaded. An entry stays where it is, so that nothing moves under a click. */
export function useFeedbackAnswers() {
  const lists = useLists<FeedbackRowFragment>(LIST);
  return { receive: (row: FeedbackRowFragment) => lists.dispatchToAll({ type: 'rowChanged', row }) };
}

function withoutEmpty<Filters extends object>(filters: Filters): Filters {
  // Filters are optional each, so the rest of them are filters too.
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value != null)) as Filters;
}
