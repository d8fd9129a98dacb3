import { readOwn, writeOwn } from '../../../auth/session/own-storage';
import { useViewer } from '../../../auth/session/useSession';
import type { RoleChoice } from './role-items';

const NAME = 'lastRoles';

/** The roles that the viewer gave last on this device: the next user mostly gets the same. */
export function useLastRoles() {
  const { viewer } = useViewer();

  /** Those that are still there and that they may still give. */
  function lastRoles(roles: readonly RoleChoice[]): string[] {
    const kept = readOwn(NAME, viewer.value?.id);
    const ids = new Set(Array.isArray(kept) ? kept : []);
    return roles.filter(({ id, viewerCanGive }) => viewerCanGive && ids.has(id)).map(({ id }) => id);
  }

  return { lastRoles, keepRoles: (ids: readonly string[]) => writeOwn(NAME, viewer.value?.id, ids) };
}
