import type { MessageKey } from '../messages/messages';

/** The pages that the header leads to; a feature adds its own. */
export const NAVIGATION: readonly { to: string; label: MessageKey; icon: string }[] = [
  { to: '/users', label: 'frame.users', icon: 'i-lucide-users' },
];
