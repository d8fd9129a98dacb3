import { useMutation } from '@vue/apollo-composable';
import { shallowRef } from 'vue';
import { faultOf } from '../apollo';
import type {
  FeedbackListFragment,
  FeedbackRowFragment,
  FeedbackState,
  FeedbackWhere,
  FormErrorFragment,
} from '../gql/graphql';
import type { RequestFault } from '../lib/server/request-fault';
import { AnswerFeedbackDocument, SetFeedbackStateDocument } from './feedback.documents';
import { useFeedbackAnswers } from './useFeedback';

interface Write {
  entry: FeedbackRowFragment | null;
  entries: FeedbackListFragment;
  userErrors: readonly FormErrorFragment[];
}

/** Marks and answers an entry, each in one request, whose answer has the list on screen. */
export function useFeedbackWrites() {
  const options = { throws: 'always' as const };
  const marking = useMutation(SetFeedbackStateDocument, options);
  const answering = useMutation(AnswerFeedbackDocument, options);
  const { asked, receive } = useFeedbackAnswers();
  const fault = shallowRef<RequestFault>();
  const refusals = shallowRef<readonly FormErrorFragment[]>([]);

  /** @returns whether it was done */
  async function act(
    send: (list: {
      first: number;
      where: FeedbackWhere;
    }) => Promise<{ data?: { write: Write } | null } | null>,
  ): Promise<boolean> {
    const list = asked();
    fault.value = undefined;
    refusals.value = [];
    try {
      const write = (await send(list))?.data?.write;
      refusals.value = write?.userErrors ?? [];
      if (write) receive(write.entries, write.entry, list.where);
      return refusals.value.length === 0;
    } catch (error) {
      fault.value = faultOf(error);
      return false;
    }
  }

  return {
    mark: (id: string, state: FeedbackState) => act((list) => marking.mutate({ id, state, ...list })),
    answer: (id: string, text: string) => act((list) => answering.mutate({ input: { id, text }, ...list })),
    isMarking: marking.loading,
    isAnswering: answering.loading,
    fault,
    refusals,
  };
}
