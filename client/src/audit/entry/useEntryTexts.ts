import { useI18n } from 'vue-i18n';
import type { RouteLocationRaw } from 'vue-router';
import { usePermission } from '../../auth/session/useSession';
import type { AuditAction, AuditRowFragment as Entry } from '../../gql/graphql';
import { useRoleName } from '../../roles/useRoleName';
import { useRoles } from '../../users/editor/useRoles';

/** A user or a thing that a sentence names. */
export interface Named {
  text: string;
  /** The page with more about it. */
  to?: RouteLocationRaw;
}

/** Their sentences name the target alone. */
const OF_TARGET: AuditAction[] = ['OWNER_SET_UP', 'INVITATION_ACCEPTED', 'SIGN_IN_FAILED'];

function roleNameIn({ changes }: Entry): string | undefined {
  const change = changes.find(({ field }) => field === 'name');
  return change?.after ?? change?.before ?? undefined;
}

/** The actor and the target of the entries of a list. */
export function useEntryTexts(entries: () => readonly Entry[]) {
  const { t } = useI18n();
  const roleName = useRoleName();
  // Asked for only where an entry is about a role and does not have its name.
  const { roles } = useRoles(() => entries().some((each) => each.targetType === 'ROLE' && !roleNameIn(each)));
  const mayRead = usePermission('USERS_READ');

  const userNamed = ({ id, displayName }: { id: string; displayName: string }): Named => ({
    text: displayName,
    ...(mayRead.value && { to: `/users/${id}` }),
  });

  function actorOf({ action, actor, actorId, tokenId }: Entry): Named {
    if (actor) return userNamed(actor);
    // The id distinguishes two deleted users.
    if (actorId) return { text: t('audit.who.gone'), to: { name: 'audit', query: { actor: actorId } } };
    if (tokenId) return { text: t('audit.who.operator') };
    return { text: t(action === 'SESSION_REVOKED' ? 'audit.who.server' : 'audit.who.somebody') };
  }

  function targetOf(entry: Entry): Named {
    const { action, actorId, target, targetId, targetType, changes } = entry;
    if (targetType === 'ACCESS_TOKEN') return { text: t('audit.whom.operator') };
    const gone = { name: 'audit', query: { target: targetId } };
    if (targetType === 'VIEW') {
      const change = changes.find(({ field }) => field === 'name');
      return { text: change?.after ?? change?.before ?? t('audit.whom.view'), to: gone };
    }
    if (targetType === 'ROLE') {
      const name = roleNameIn(entry) ?? roles.value.find(({ id }) => id === targetId)?.name;
      return { text: name === undefined ? t('audit.whom.role') : roleName(name), to: gone };
    }
    if (targetType === 'BULK_JOB') {
      const to = targetId ? { name: 'jobs', params: { id: targetId } } : gone;
      return { text: t('audit.whom.bulkJob'), to };
    }
    if (targetType === 'FEEDBACK') return { text: t('audit.whom.feedback'), to: gone };
    if (targetType === null) {
      const isAddress = action === 'SIGN_IN_FAILED' || action === 'PASSWORD_RESET_REQUESTED';
      return { text: t(isAddress ? 'audit.whom.address' : 'audit.whom.nothing') };
    }
    if (!target) return { text: t('audit.whom.gone'), to: gone };
    const isSelf = actorId === targetId && !OF_TARGET.includes(action);
    return { ...userNamed(target), ...(isSelf && { text: t('audit.whom.self') }) };
  }

  return { actorOf, targetOf };
}
