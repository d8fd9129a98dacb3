import { computed, inject, type InjectionKey, watch } from 'vue';
import type { Permission } from '../../gql/graphql';
import type { Session } from './session';

export const SESSION: InjectionKey<Session> = Symbol('session');

export function useSession(): Session {
  const session = inject(SESSION);
  if (!session) throw new Error('The session is not provided: see main.ts.');
  return session;
}

/** The viewer and the viewer's permissions. The server decides; the console hides what it would refuse. */
export function useViewer() {
  const { viewer } = useSession();
  return { viewer, may: (permission: Permission) => viewer.value?.permissions.includes(permission) ?? false };
}

/** Calls back when the viewer's permissions change: flags in earlier answers are outdated then. */
export function usePermissionsChange(changed: () => void): void {
  const { viewer } = useSession();
  watch(() => viewer.value && `${viewer.value.id} ${viewer.value.permissions.toSorted().join(' ')}`, changed);
}

/** For templates: whether the viewer has the permission. */
export function usePermission(permission: Permission) {
  const { may } = useViewer();
  return computed(() => may(permission));
}
