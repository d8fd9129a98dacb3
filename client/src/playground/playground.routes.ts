import type { RouteRecordRaw } from 'vue-router';
import { hasPlayground } from '../lib/has-playground';
import { withTexts } from '../messages/messages';
import { lazyPage } from '../ui/lazy-page';

/** Open to all, as a script's author tries an access token here; what it answers is the server's decision. */
export const playgroundRoutes = (): RouteRecordRaw[] =>
  hasPlayground()
    ? [
        {
          path: '/playground',
          name: 'playground',
          component: lazyPage(
            withTexts('playground', () => import('./PlaygroundPage.vue')),
            { isLarge: true },
          ),
          meta: { title: 'frame.playground', isOpen: true },
        },
      ]
    : [];
