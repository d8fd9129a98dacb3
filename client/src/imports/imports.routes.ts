import type { RouteRecordRaw } from 'vue-router';
import { withTexts } from '../messages/messages';
import { lazyPage } from '../ui/lazy-page';

export const importRoutes: RouteRecordRaw[] = [
  {
    path: '/import/:id?',
    name: 'import',
    component: lazyPage(
      withTexts(
        'bulk',
        withTexts('imports', () => import('./ImportPage.vue')),
      ),
    ),
    props: true,
    meta: { title: 'imports.title', needs: 'USERS_WRITE' },
  },
];
