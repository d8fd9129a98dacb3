import { useToast } from '@nuxt/ui/composables';
import { useMutation } from '@vue/apollo-composable';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { faultOf } from '../apollo';
import { useSignOut } from '../auth/session/useSignOut';
import { useSession } from '../auth/session/useSession';
import type { SessionRowFragment, UserSessionsFragment } from '../gql/graphql';
import {
  RevokeSessionDocument,
  RevokeSessionsDocument,
  SignOutEverywhereDocument,
} from './sessions.documents';

/**
 * Ends sessions, each in one request, whose answer has those that are left; what was not done is said in a notice.
 * @param receive takes the sessions of an answer
 */
export function useSessionWrites(receive: (user: UserSessionsFragment) => void) {
  const { t } = useI18n();
  const toast = useToast();
  const session = useSession();
  const signOut = useSignOut();
  const options = { throws: 'always' as const };
  const one = useMutation(RevokeSessionDocument, options);
  const all = useMutation(RevokeSessionsDocument, options);
  const own = useMutation(SignOutEverywhereDocument, options);
  /** The id of what is being ended, or `all`. */
  const acting = ref<string>();

  async function act(what: string, send: () => Promise<Answer>): Promise<boolean> {
    if (acting.value !== undefined) return false;
    acting.value = what;
    try {
      const write = (await send())?.data?.write;
      if (write?.user) receive(write.user);
      const refusal = write?.userErrors[0];
      if (refusal) toast.add({ title: refusal.message, icon: 'i-lucide-circle-alert', color: 'error' });
      return !refusal;
    } catch (error) {
      const title = t(`sessions.notDone.${faultOf(error).kind}`);
      toast.add({ title, icon: 'i-lucide-circle-alert', color: 'error' });
      return false;
    } finally {
      acting.value = undefined;
    }
  }

  return {
    acting,
    revoke: ({ id, isCurrent }: SessionRowFragment) =>
      isCurrent ? signOut() : act(id, () => one.mutate({ id })),
    revokeAllOf: (userId: string) => act('all', () => all.mutate({ userId })),
    signOutElsewhere: () => act('all', () => own.mutate({ keepCurrent: true })),
    /** Here too, in every tab. */
    signOutEverywhere: () =>
      act('all', async () => {
        // A token that had to be renewed inside would wait for the turn that this has.
        await session.token();
        let answer: Answer = null;
        await session.leave(async () => (answer = await own.mutate({ keepCurrent: false })));
        return answer;
      }),
  };
}

interface Write {
  user: UserSessionsFragment | null;
  userErrors: readonly { message: string }[];
}
type Answer = { data?: { write: Write } | null } | null;
