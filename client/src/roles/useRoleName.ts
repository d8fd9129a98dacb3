import { useI18n } from 'vue-i18n';
import type { MessageKey } from '../messages/messages';

/**
 * The roles that come with every directory, by the name that the API gives them. Nobody can rename one, and as names are
 * unique no other role has such a name.
 */
const BUILT_IN: Readonly<Record<string, MessageKey>> = {
  Owner: 'roles.builtInName.owner',
  Administrator: 'roles.builtInName.administrator',
  Editor: 'roles.builtInName.editor',
  Viewer: 'roles.builtInName.viewer',
  Auditor: 'roles.builtInName.auditor',
};

/** The name of a role as people read it: of a built-in one in their language. */
export function useRoleName(): (name: string) => string {
  const { t } = useI18n();
  return (name) => {
    const key = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
    return key ? t(key) : name;
  };
}
