import { useMutation } from '@vue/apollo-composable';
import { shallowRef } from 'vue';
import { faultOf } from '../../apollo';
import type { FeedbackKind, FormErrorFragment } from '../../gql/graphql';
import type { RequestFault } from '../../lib/server/request-fault';
import { SendFeedbackDocument } from '../feedback.documents';

/** The most characters that a text of a request may have. */
const PART = 10_000;

export interface FeedbackDraft {
  kind: FeedbackKind;
  text: string;
}

/** Sends feedback: one request, with the picture in it. */
export function useSendFeedback() {
  const { mutate, loading } = useMutation(SendFeedbackDocument, { throws: 'always' });
  const fault = shallowRef<RequestFault>();
  const refusals = shallowRef<readonly FormErrorFragment[]>([]);

  /**
   * @param page the pattern of the page's route
   * @param picture a data URL
   * @returns whether it was sent
   */
  async function send(draft: FeedbackDraft, page: string | undefined, picture?: string): Promise<boolean> {
    if (loading.value) return false;
    fault.value = undefined;
    refusals.value = [];
    const input = { ...draft, page, picture: picture === undefined ? undefined : partsOf(picture) };
    try {
      refusals.value = (await mutate({ input }))?.data?.write.userErrors ?? [];
      return refusals.value.length === 0;
    } catch (error) {
      fault.value = faultOf(error);
      return false;
    }
  }

  return { send, isSending: loading, fault, refusals };
}

function partsOf(picture: string): string[] {
  const base64 = picture.slice(picture.indexOf(',') + 1);
  const count = Math.ceil(base64.length / PART);
  return Array.from({ length: count }, (_, index) => base64.slice(index * PART, (index + 1) * PART));
}
