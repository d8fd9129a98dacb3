import { useMutation } from '@vue/apollo-composable';
import { shallowRef } from 'vue';
import { faultOf } from '../apollo';
import type { FeedbackRowFragment, FeedbackState, FormErrorFragment } from '../gql/graphql';
import type { RequestFault } from '../lib/server/request-fault';
import { AnswerFeedbackDocument, SetFeedbackStateDocument } from './feedback.documents';
import { useFeedbackAnswers } from './useFeedback';

interface Write {
  entry: FeedbackRowFragment | null;
  userErrors: readonly FormErrorFragment[];
}

/** Marks and answers an entry, each in one request, whose answer has the entry. */
export function useFeedbackWrites() {
  const options = { throws: 'always' as const };
  const marking = useMutation(SetFeedbackStateDocument, options);
  const answering = useMutation(AnswerFeedbackDocument, options);
  const { receive } = useFeedbackAnswers();
  const fault = shallowRef<RequestFault>();
  const refusals = shallowRef<readonly FormErrorFragment[]>([]);

  /** @returns whether it was done */
  async function act(send: () => Promise<{ data?: { write: Write } | null } | null>): Promise<boolean> {
    fault.value = undefined;
    refusals.value = [];
    try {
      const write = (await send())?.data?.write;
      refusals.value = write?.userErrors ?? [];
      if (write?.entry) receive(write.entry);
      return refusals.value.length === 0;
    } catch (error) {
      fault.value = faultOf(error);
      return false;
    }
  }

  return {
    mark: (id: string, state: FeedbackState) => act(() => marking.mutate({ id, state })),
    answer: (id: string, text: string) => act(() => answering.mutate({ input: { id, text } })),
    isMarking: marking.loading,
    isAnswering: answering.loading,
    fault,
    refusals,
  };
}
