import { useToast } from '@nuxt/ui/composables';
import { useApolloClient, useMutation } from '@vue/apollo-composable';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { faultOf } from '../../apollo';
import { useSession } from '../../auth/session/useSession';
import { PAGE_SIZE } from '../../lib/live-list/row-range';
import { useSideLists } from '../../views/side-bar/useSideLists';
import { listKey } from '../list/list-query';
import { useListQuery } from '../list/useListQuery';
import { useUserLists } from '../list/useUserLists';
import { noteUserChange } from '../filters/facet-answers';
import { forgetUsers } from '../state/user-cache';
import { expectOwnBulk } from './own-bulk';
import { AddSamplePeopleDocument, RemoveSamplePeopleDocument } from './samples.documents';
import { useGettingStarted } from './useGettingStarted';

/** Adds a thousand made-up people, and erases exactly these again: each is one request, whose answer is the list. */
export function useSamplePeople() {
  const { t } = useI18n();
  const toast = useToast();
  const session = useSession();
  const { variables } = useListQuery();
  const { lists } = useUserLists();
  const { resolveClient } = useApolloClient();
  const side = useSideLists();
  const { receive } = useGettingStarted();
  const options = { fetchPolicy: 'no-cache', throws: 'always' } as const;
  const adding = useMutation(AddSamplePeopleDocument, options);
  const removing = useMutation(RemoveSamplePeopleDocument, options);
  const isSending = computed(() => adding.loading.value || removing.loading.value);

  async function send(action: 'add' | 'remove'): Promise<void> {
    if (isSending.value) return;
    const list = variables.value;
    const { mutate } = action === 'add' ? adding : removing;
    const bulk = expectOwnBulk(session);
    try {
      const write = (await mutate({ ...list, first: PAGE_SIZE }))?.data?.write;
      const refusal = write?.userErrors[0]?.message;
      if (!write || refusal !== undefined) bulk.isOff();
      if (!write) return;
      // Rows that are loaded may be gone, so none of them is kept.
      lists.keepOnly();
      lists.dispatch(listKey(list), { type: 'firstPageRead', page: write.users });
      forgetUsers(resolveClient().cache);
      noteUserChange();
      // The answer does not say how long other lists are.
      side.doubt();
      receive(write.firstSteps);
      if (refusal !== undefined) complain(refusal);
      else toast.add({ title: t(`users.start.done.${action}`), icon: 'i-lucide-check', color: 'success' });
    } catch (error) {
      bulk.isOff();
      complain(t(`fault.${faultOf(error).kind}.title`));
    }
  }

  function complain(title: string): void {
    toast.add({ title, icon: 'i-lucide-circle-alert', color: 'error' });
  }

  return { add: () => send('add'), remove: () => send('remove'), isSending };
}
