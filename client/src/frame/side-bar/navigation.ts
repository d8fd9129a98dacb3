import type { Permission } from '../../gql/graphql';
import { hasPlayground } from '../../lib/has-playground';
import type { MessageKey } from '../../messages/messages';

export interface NavigationPage {
  to: string;
  label: MessageKey;
  icon: string;
  /** The letter that leads to it after `g`. */
  key?: string;
  /** The permission that it needs; left out: none. */
  needs?: Permission;
  /** Its part of the console, where that has more pages than the one that it leads to. */
  section?: string;
  /** Whether it is open without a session. */
  isOpen?: boolean;
  /** Whether it is among the views of the one before it, where there is room for them. */
  isView?: boolean;
}

export interface NavigationGroup {
  /** What stands above its pages; the first group needs no heading. */
  label?: MessageKey;
  pages: readonly NavigationPage[];
}

/** The pages that the side bar leads to; a feature adds its own. */
export const navigation = (): readonly NavigationGroup[] => [
  {
    pages: [
      { to: '/home', label: 'home.title', icon: 'i-lucide-house', key: 'h', needs: 'USERS_READ' },
      { to: '/users', label: 'users.title', icon: 'i-lucide-users', key: 'p', needs: 'USERS_READ' },
      {
        to: '/users/bin',
        label: 'bin.title',
        icon: 'i-lucide-trash-2',
        key: 'b',
        needs: 'USERS_DELETE',
        isView: true,
      },
      { to: '/roles', label: 'roles.title', icon: 'i-lucide-shield-check', key: 'r', needs: 'ROLES_WRITE' },
      {
        to: '/invitations',
        label: 'invitations.title',
        icon: 'i-lucide-mail',
        key: 'i',
        needs: 'USERS_WRITE',
      },
      { to: '/jobs', label: 'jobs.title', icon: 'i-lucide-list-checks', key: 'j', needs: 'USERS_WRITE' },
      { to: '/audit', label: 'audit.title', icon: 'i-lucide-scroll-text', key: 'a', needs: 'AUDIT_READ' },
      {
        to: '/feedback',
        label: 'feedback.title',
        icon: 'i-lucide-message-square',
        key: 'f',
        needs: 'FEEDBACK_READ',
      },
      { to: '/usage', label: 'usage.title', icon: 'i-lucide-chart-column', key: 'u', needs: 'FEEDBACK_READ' },
    ],
  },
  {
    label: 'frame.developers',
    pages: [
      { to: '/tokens', label: 'tokens.title', icon: 'i-lucide-key-round', key: 't', needs: 'TOKENS_WRITE' },
      ...(hasPlayground()
        ? [
            {
              to: '/playground',
              label: 'frame.playground',
              icon: 'i-lucide-square-terminal',
              isOpen: true,
            } as const,
          ]
        : []),
    ],
  },
  {
    label: 'frame.settings',
    pages: [
      {
        to: '/account/profile',
        label: 'auth.account',
        icon: 'i-lucide-settings',
        key: 's',
        section: '/account',
      },
    ],
  },
];
