import { useToast } from '@nuxt/ui/composables';
import { shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { FormErrorFragment, InvitationPartsFragment } from '../gql/graphql';
import { isolated } from '../lib/language/isolated';
import { useInvitationWrites } from './useInvitationWrites';

interface Answer {
  invitation: InvitationPartsFragment | null;
  userErrors: FormErrorFragment[];
}

/** Sends and withdraws invitations, and says how that ended: a link to hand over, a notice, or why not. */
export function useInvitationActions() {
  const { t } = useI18n();
  const toast = useToast();
  const { invite, cancel, isSending, fault } = useInvitationWrites();
  /** A link that is shown only once. */
  const link = shallowRef<string>();

  const nameIn = (answer: Answer | undefined) => isolated(answer?.invitation?.user.displayName ?? '');

  function report(answer: Answer | undefined, done: string | undefined): void {
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
      report(answer, answer?.link ? undefined : t('invitations.done.invite', { name: nameIn(answer) }));
    },
    cancel: async (invitationId: string): Promise<void> => {
      const answer = await cancel(invitationId);
      report(answer, t('invitations.done.cancel', { name: nameIn(answer) }));
    },
  };

  return { ...actions, isSending, link };
}
