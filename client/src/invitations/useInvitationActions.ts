import { useToast } from '@nuxt/ui/composables';
import { shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { FormErrorFragment } from '../gql/graphql';
import { useInvitationWrites } from './useInvitationWrites';

/** Sends and withdraws invitations, and says how that ended: a link to hand over, a notice, or why not. */
export function useInvitationActions() {
  const { t } = useI18n();
  const toast = useToast();
  const { invite, cancel, isSending, fault } = useInvitationWrites();
  /** A link that nobody else will ever show again. */
  const link = shallowRef<string>();

  function report(answer: { userErrors: FormErrorFragment[] } | undefined, done: string | undefined): void {
    const refusal = answer?.userErrors[0]?.message;
    if (!answer) {
      const kind = fault.value?.kind;
      if (kind) toast.add({ title: t(`fault.${kind}.title`), icon: 'i-lucide-unplug', color: 'error' });
    } else if (refusal) toast.add({ title: refusal, icon: 'i-lucide-circle-alert', color: 'error' });
    else if (done) toast.add({ title: done, icon: 'i-lucide-check', color: 'success', type: 'background' });
  }

  const actions = {
    invite: async (userId: string): Promise<void> => {
      const answer = await invite(userId);
      link.value = answer?.link ?? undefined;
      report(answer, answer?.link ? undefined : t('invitations.done.invite'));
    },
    cancel: async (invitationId: string): Promise<void> =>
      report(await cancel(invitationId), t('invitations.done.cancel')),
  };

  return { ...actions, isSending, link };
}
