import { computed, inject, type InjectionKey } from 'vue';
import type { Permission } from '../gql/graphql';
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

/** For templates: whether who is signed in may do it. */
export function usePermission(permission: Permission) {
  const { may } = useViewer();
  return computed(() => may(permission));
}
