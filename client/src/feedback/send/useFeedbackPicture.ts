import { useQuery } from '@vue/apollo-composable';
import { computed } from 'vue';
import { FeedbackPictureDocument } from '../feedback.documents';

/** The picture of an entry; it is too large to come with a list. */
export function useFeedbackPicture(id: string) {
  const { result, loading, error, refetch } = useQuery(FeedbackPictureDocument, { id });
  return {
    picture: computed(() => result.value?.feedbackEntry?.picture ?? undefined),
    isLoading: loading,
    hasFailed: computed(() => error.value !== null && error.value !== undefined),
    retry: () => void refetch(),
  };
}
