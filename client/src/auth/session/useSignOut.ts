import { useToast } from '@nuxt/ui/composables';
import { useI18n } from 'vue-i18n';
import { SignOutDocument } from '../auth.documents';
import { useSending } from '../useSending';
import { useSession } from './useSession';

/** Signs out. If the request does not reach the server, the session continues, and a notice says so. */
export function useSignOut(): () => Promise<void> {
  const { t } = useI18n();
  const toast = useToast();
  const session = useSession();
  // The cookie says whose session; a token would have to be renewed first.
  const { send } = useSending(SignOutDocument);

  return async () => {
    try {
      await session.leave(() => send({}));
    } catch {
      toast.add({ title: t('auth.notSignedOut'), icon: 'i-lucide-circle-alert', color: 'error' });
    }
  };
}
