import { computed } from 'vue';
import { useViewer } from '../auth/useSession';
import type { Permission } from '../gql/graphql';
import type { MessageKey } from '../messages/messages';

interface Page {
  to: string;
  label: MessageKey;
  icon: string;
  /** Without it, nothing on the page would work. */
  needs?: Permission;
}

/** The pages that the header leads to; a feature adds its own. */
const NAVIGATION: readonly Page[] = [
  { to: '/users', label: 'frame.users', icon: 'i-lucide-users' },
  { to: '/invitations', label: 'invitations.title', icon: 'i-lucide-mail', needs: 'USERS_WRITE' },
];

/** Those of them that are of use to who is signed in. */
export function useNavigation() {
  const { may } = useViewer();
  return computed(() => NAVIGATION.filter(({ needs }) => needs === undefined || may(needs)));
}
