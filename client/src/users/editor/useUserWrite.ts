import { useApolloClient, useMutation } from '@vue/apollo-composable';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { shallowRef } from 'vue';
import { faultOf } from '../../apollo';
import type {
  FormErrorFragment,
  UserPageFragment,
  UserRowFragment,
  WrittenUserFragment,
} from '../../gql/graphql';
import type { RepeatKey } from '../../lib/repeat-key';
import type { RequestFault } from '../../lib/request-fault';
import { settleAnswer } from '../list/heard-writes';
import { PAGE_SIZE, receiveWrite, type UserWrite, writeNews } from '../list/list-cache';
import { listKey, type ListVariables } from '../list/list-query';
import { useListQuery } from '../list/useListQuery';

/** The answer to a write. */
export interface WriteAnswer {
  /** The user after the write, with the place in the list on screen; null where `userErrors` says why. */
  user: WrittenUserFragment | null;
  users: UserPageFragment;
  userErrors: FormErrorFragment[];
  /** Of a new user who is invited: to hand over, where the server sends no mail. */
  invitationLink?: string | null;
}

type PageVariables = ListVariables & { first: number };
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
  // The cache gets the answer from `receive` below, which knows the newer of two.
  const { mutate, loading } = useMutation(document, { fetchPolicy: 'no-cache', throws: 'always' });
  const fault = shallowRef<RequestFault>();

  async function send(input: Inputs<Variables>): Promise<WriteAnswer | undefined> {
    if (loading.value) return undefined;
    fault.value = undefined;
    const list = variables.value;
    const news = writeNews.begin(listKey(list));
    try {
      // TypeScript cannot see that what was left out and what is put in make up the whole.
      const all = { ...input, ...list, first: PAGE_SIZE } as unknown as Variables;
      const answer = await mutate(all, repeatKey && { context: repeatKey.contextFor(input) });
      repeatKey?.answered();
      news.end();
      if (answer?.data) receive(list, answer.data.write, news.heard);
      return answer?.data?.write;
    } catch (error) {
      fault.value = faultOf(error);
      return undefined;
    } finally {
      news.end();
    }
  }

  function receive(list: ListVariables, { user, users }: WriteAnswer, heard: readonly UserWrite[]): void {
    const answer = user && { user, position: user.position, page: users };
    const write = answer && settleAnswer<UserRowFragment, WrittenUserFragment>(answer, heard);
    if (write) receiveWrite(resolveClient().cache, list, write, variables.value);
  }

  return { send, isSending: loading, fault };
}
