import { useApolloClient, useMutation } from '@vue/apollo-composable';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { shallowRef } from 'vue';
import { faultOf } from '../../apollo';
import type {
  FormErrorFragment,
  SideListsFragment,
  UpdateUserMutation,
  UserPageFragment,
  UserWriteFragment,
  WrittenUserFragment,
} from '../../gql/graphql';
import { timeZone } from '../../lib/language/time-zone';
import { PAGE_SIZE } from '../../lib/live-list/row-range';
import type { RepeatKey } from '../../lib/server/repeat-key';
import type { RequestFault } from '../../lib/server/request-fault';
import { listKey, type ListVariables } from '../list/list-query';
import { useListQuery } from '../list/useListQuery';
import { sideOf, useUserLists } from '../list/useUserLists';
import { useSideLists } from '../../views/side-bar/useSideLists';
import { rememberUser } from '../state/user-cache';

export type UserConflict = NonNullable<UpdateUserMutation['write']['conflict']>;

/** The answer to a write. */
export interface WriteAnswer {
  /** The user after the write, with the place in the list on screen; null where `userErrors` says why. */
  user: WrittenUserFragment | null;
  users: UserPageFragment;
  /** With their counts, if there are any views. */
  views?: SideListsFragment['views'];
  userErrors: FormErrorFragment[];
  /** The user who has the refused address. */
  emailHolder: UserWriteFragment['emailHolder'];
  /** Of a change that was made from an older version than the present one. */
  conflict?: UserConflict | null;
  /** Of a new user who is invited: to hand over, where the server sends no mail. */
  invitationLink?: string | null;
}

type EndOfWrite = ReturnType<ReturnType<typeof useUserLists>['lists']['beginWrite']>;
type PageVariables = ListVariables & { first: number; withViews: boolean; timeZone: string };
type Inputs<Variables> = Omit<Variables, keyof PageVariables>;

/**
 * Sends a write of a user, and brings its answer into the list on screen: one request, and no other after it.
 * `send` resolves with undefined where no answer came (`fault` says why) or where the one before is still under way.
 * @param repeatKey of a create, which must not be made twice
 */
export function useUserWrite<Variables extends PageVariables>(
  document: TypedDocumentNode<{ write: WriteAnswer }, Variables>,
  repeatKey?: RepeatKey,
) {
  const { variables } = useListQuery();
  const { resolveClient } = useApolloClient();
  const { lists, stateOf } = useUserLists();
  const side = useSideLists();
  // The cache and the list get the answer from `receive` below; both know the newer of two.
  const { mutate, loading } = useMutation(document, { fetchPolicy: 'no-cache', throws: 'always' });
  const fault = shallowRef<RequestFault>();

  async function send(input: Inputs<Variables>): Promise<WriteAnswer | undefined> {
    if (loading.value) return undefined;
    fault.value = undefined;
    const list = variables.value;
    const end = lists.beginWrite(listKey(list));
    let write: WriteAnswer | undefined;
    try {
      // TypeScript cannot see that what was left out and what is put in make up the whole.
      const all = { ...input, ...list, first: PAGE_SIZE, ...viewVariables() } as unknown as Variables;
      const answer = await mutate(all, repeatKey && { context: repeatKey.contextFor(input) });
      repeatKey?.answered();
      write = answer?.data?.write;
    } catch (error) {
      fault.value = faultOf(error);
    }
    receive(list, write, end);
    return write;
  }

  /** Without a view there is none to be counted. */
  function viewVariables() {
    return { withViews: (side.views.value?.length ?? 0) > 0, timeZone: timeZone.value };
  }

  function receive(list: ListVariables, answer: WriteAnswer | undefined, end: EndOfWrite): void {
    const { user, users, views } = answer ?? {};
    if (!user || !users) return end();
    // Only a create has a key, and before it there was no such user.
    side.written(user, stateOf(user.id) ?? (repeatKey ? null : undefined), views);
    rememberUser(resolveClient().cache, user);
    const write = { row: user, position: user.position, page: users };
    end(write, sideOf(list, write));
    // The answer does not say where the user is in the others; news of the one on screen, mostly the same, follow.
    lists.keepOnly(listKey(list), listKey(variables.value));
  }

  return { send, isSending: loading, fault };
}
