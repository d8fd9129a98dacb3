import type { RouteRecordRaw } from 'vue-router';
import { hasPlayground } from '../lib/has-playground';

/** Open to all, as a script's author tries an access token here; what it answers is the server's decision. */
export const playgroundRoutes = (): RouteRecordRaw[] =>
  hasPlayground()
    ? [
        {
          path: '/playground',
          name: 'playground',
          component: () => import('./PlaygroundPage.vue'),
          meta: { title: 'frame.playground', isOpen: true },
        },
      ]
    : [];
