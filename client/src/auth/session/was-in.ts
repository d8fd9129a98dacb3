import { watch } from 'vue';
import { ownName } from '../../lib/server/base-path';
import type { Session } from './session';

/**
 * Keeps on this device whether somebody is signed in, for what before-paint.js draws at the next visit before the server
 * has been asked. It lets nobody in.
 */
export function rememberWhetherIn({ state }: Session): void {
  const name = ownName('wasIn');
  watch(state, (now) => {
    try {
      if (now === 'in') localStorage.setItem(name, 'true');
      if (now === 'out') localStorage.removeItem(name);
    } catch {
      // Where storage is forbidden, the sign-in page is drawn first.
    }
  });
}
