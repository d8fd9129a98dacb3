import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useMutation } from '@vue/apollo-composable';
import { computed, shallowRef } from 'vue';
import { faultOf } from '../apollo';
import type {
  CreateViewInput,
  FormErrorFragment,
  UpdateViewInput,
  ViewRowFragment,
  ViewWriteFragment,
} from '../gql/graphql';
import { timeZone } from '../lib/language/time-zone';
import { RepeatKey } from '../lib/server/repeat-key';
import type { RequestFault } from '../lib/server/request-fault';
import { useSideLists } from './side-bar/useSideLists';
import { CreateViewDocument, DeleteViewDocument, UpdateViewDocument } from './views.documents';

interface Zone {
  timeZone: string;
}

/** Writes of views: each is one request, whose answer has all views. They resolve with the view, or with nothing if refused. */
export function useViewWrites() {
  const side = useSideLists();
  const fault = shallowRef<RequestFault>();
  const refusals = shallowRef<readonly FormErrorFragment[]>([]);

  function useWrite<Variables extends Zone>(
    document: TypedDocumentNode<{ write: ViewWriteFragment }, Variables>,
    repeatKey?: RepeatKey,
  ) {
    const { mutate, loading } = useMutation(document, { fetchPolicy: 'no-cache', throws: 'always' });
    async function send(given: Omit<Variables, keyof Zone>): Promise<ViewRowFragment | undefined> {
      if (loading.value) return undefined;
      fault.value = undefined;
      refusals.value = [];
      try {
        // TypeScript cannot see that both parts make up the whole.
        const variables = { ...given, timeZone: timeZone.value } as unknown as Variables;
        const answer = await mutate(variables, repeatKey && { context: repeatKey.contextFor(variables) });
        repeatKey?.answered();
        return take(answer?.data?.write);
      } catch (error) {
        fault.value = faultOf(error);
        return undefined;
      }
    }
    return { send, loading };
  }

  function take(write: ViewWriteFragment | undefined): ViewRowFragment | undefined {
    if (!write) return undefined;
    side.views.value = write.views;
    refusals.value = write.userErrors;
    const { view } = write;
    if (!view) return undefined;
    if (view.userCount) side.set(view.id, view.userCount);
    return view;
  }

  const creating = useWrite(CreateViewDocument, new RepeatKey());
  const updating = useWrite(UpdateViewDocument);
  const deleting = useWrite(DeleteViewDocument);

  return {
    create: (input: CreateViewInput) => creating.send({ input }),
    update: (input: UpdateViewInput) => updating.send({ input }),
    remove: (id: string) => deleting.send({ id }),
    isSending: computed(() => creating.loading.value || updating.loading.value || deleting.loading.value),
    fault,
    refusals,
  };
}
