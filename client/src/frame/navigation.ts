import type { Permission } from '../gql/graphql';
import type { MessageKey } from '../messages/messages';

interface NavigationPage {
  to: string;
  label: MessageKey;
  icon: string;
  /** Whom it is of use to; left out: everybody. */
  needs?: Permission;
}

/** The pages that the header leads to; a feature adds its own. */
export const NAVIGATION: readonly NavigationPage[] = [
  { to: '/users', label: 'frame.users', icon: 'i-lucide-users' },
  { to: '/roles', label: 'roles.title', icon: 'i-lucide-shield-check', needs: 'ROLES_WRITE' },
  { to: '/tokens', label: 'tokens.title', icon: 'i-lucide-key-round', needs: 'TOKENS_WRITE' },
  { to: '/invitations', label: 'invitations.title', icon: 'i-lucide-mail', needs: 'USERS_WRITE' },
  { to: '/audit', label: 'audit.title', icon: 'i-lucide-scroll-text', needs: 'AUDIT_READ' },
];
