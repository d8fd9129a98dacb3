import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { useRouter } from 'vue-router';
import type { FeedbackRowFragment, FeedbackWhere } from '../gql/graphql';
import { useLists } from '../lib/live-list/useLists';
import { useConnection } from '../lib/server/useConnection';
import { useQueryChoice } from '../lib/useQueryChoice';
import { FeedbackEntriesDocument } from './feedback.documents';
import { KINDS, STATES } from './feedback-kinds';

const PAGE_SIZE = 30;
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

/** Entries, newest first. */
export function useFeedback(where: MaybeRefOrGetter<FeedbackWhere>) {
  return useConnection({
    kind: LIST,
    document: FeedbackEntriesDocument,
    variables: () => ({ first: PAGE_SIZE, where: toValue(where) }),
    connectionIn: ({ feedbackEntries }) => feedbackEntries,
  });
}

/** Takes the answers to writes into the lists that are loaded. An entry stays where it is, so that nothing moves under a click. */
export function useFeedbackAnswers() {
  const lists = useLists<FeedbackRowFragment>(LIST);
  return { receive: (row: FeedbackRowFragment) => lists.dispatchToAll({ type: 'rowChanged', row }) };
}
