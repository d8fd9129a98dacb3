import type { Router } from 'vue-router';
import { safeNext } from './next-path';
import type { Session } from './session';

/** Without a session, allows only the sign-in page and public pages; without its permission, no page that needs one. */
export function guardSession(router: Router, session: Session): void {
  const known = session.begin();

  router.beforeEach(async ({ meta, name, query, fullPath }) => {
    await known;
    if (name === 'sign-in' && session.state.value === 'in') return safeNext(query['next']);
    if (!meta.isPublic && !meta.isOpen && session.state.value === 'out')
      return { name: 'sign-in', query: { next: fullPath } };
    const viewer = session.viewer.value;
    if (meta.needs && viewer && !viewer.permissions.includes(meta.needs)) {
      // A user without USERS_READ sees the welcome page, which sends no request that would be refused.
      return { path: viewer.permissions.includes('USERS_READ') ? '/users' : '/welcome', replace: true };
    }
    return true;
  });
}
