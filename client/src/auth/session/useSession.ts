import { computed, inject, type InjectionKey, watch } from 'vue';
import type { Permission } from '../../gql/graphql';
import type { Session } from './session';

export const SESSION: InjectionKey<Session> = Symbol('session');

export function useSession(): Session {
  const session = inject(SESSION);
  if (!session) throw new Error('The session is not provided: see main.ts.');
  return session;
}

/** Who is signed in, and what they may do. The server decides; this saves people from asking in vain. */
export function useViewer() {
  const { viewer } = useSession();
  return { viewer, may: (permission: Permission) => viewer.value?.permissions.includes(permission) ?? false };
}

/** Calls back when who is signed in may do something else than before: flags that the server sent are old then. */
export function usePermissionsChange(changed: () => void): void {
  const { viewer } = useSession();
  watch(() => viewer.value && `${viewer.value.id} ${viewer.value.permissions.toSorted().join(' ')}`, changed);
}

/** For templates: whether who is signed in may do it. */
export function usePermission(permission: Permission) {
  const { may } = useViewer();
  return computed(() => may(permission));
}
