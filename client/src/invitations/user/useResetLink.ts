import { useToast } from '@nuxt/ui/composables';
import { useMutation } from '@vue/apollo-composable';
import { shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { faultOf } from '../../apollo';
import { SendPasswordResetDocument } from './reset-link.documents';

/** Makes a link to a new password for somebody: mailed, or here to hand over. */
export function useResetLink() {
  const { t } = useI18n();
  const toast = useToast();
  const { mutate, loading } = useMutation(SendPasswordResetDocument, {
    fetchPolicy: 'no-cache',
    throws: 'always',
  });
  const link = shallowRef<string>();

  async function send(id: string): Promise<void> {
    try {
      const answer = (await mutate({ id }))?.data?.answer;
      if (!answer) return;
      const refusal = answer.userErrors[0]?.message;
      link.value = answer.link ?? undefined;
      if (refusal) toast.add({ title: refusal, icon: 'i-lucide-circle-alert', color: 'error' });
      else if (answer.delivery === 'FAILED')
        toast.add({ title: t('invitations.reset.failed'), icon: 'i-lucide-mail-x', color: 'error' });
      else if (!answer.link)
        toast.add({ title: t('invitations.reset.sent'), icon: 'i-lucide-mail-check', color: 'success' });
    } catch (error) {
      const { kind } = faultOf(error);
      toast.add({ title: t(`fault.${kind}.title`), icon: 'i-lucide-unplug', color: 'error' });
    }
  }

  return { send, isSending: loading, link };
}
