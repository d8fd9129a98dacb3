import { useQuery } from '@vue/apollo-composable';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { faultOf } from '../../apollo';
import { UserInvitationDocument } from '../invitations.documents';
import { useInvitationNews } from '../useInvitationNews';

/** The latest invitation of a user, as it is by now. */
export function useUserInvitation(userId: MaybeRefOrGetter<string>) {
  const { result, loading, error, refetch } = useQuery(UserInvitationDocument, () => ({
    id: toValue(userId),
  }));
  useInvitationNews();
  return {
    /** null: there was none; undefined: not known yet. */
    invitation: computed(() => result.value?.user && result.value.user.invitation),
    isLoading: loading,
    fault: computed(() => (error.value ? faultOf(error.value) : undefined)),
    retry: () => refetch()?.catch(() => undefined), // `fault` tells of it.
  };
}
