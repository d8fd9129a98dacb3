import type { Router } from 'vue-router';
import { safeNext } from './next-path';
import type { Session } from './session';

/** Shows nothing to nobody but the way in and pages that are open to all, and no dialog to those who may not do what is in it. */
export function guardSession(router: Router, session: Session): void {
  const known = session.begin();

  router.beforeEach(async ({ meta, name, query, fullPath }) => {
    await known;
    if (name === 'sign-in' && session.state.value === 'in') return safeNext(query['next']);
    if (!meta.isPublic && !meta.isOpen && session.state.value === 'out')
      return { name: 'sign-in', query: { next: fullPath } };
    const viewer = session.viewer.value;
    if (meta.needs && viewer && !viewer.permissions.includes(meta.needs)) {
      // Who may see nobody is greeted, and nothing is asked for that would be refused.
      return { path: viewer.permissions.includes('USERS_READ') ? '/users' : '/welcome', replace: true };
    }
    return true;
  });
}
