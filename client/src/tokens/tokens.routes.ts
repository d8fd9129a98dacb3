import type { RouteRecordRaw } from 'vue-router';
import { lazyPage } from '../ui/lazy-page';

export const tokenRoutes: RouteRecordRaw[] = [
  {
    path: '/tokens',
    name: 'tokens',
    component: lazyPage(() => import('./TokensPage.vue')),
    meta: { title: 'tokens.title', needs: 'TOKENS_WRITE' },
  },
];
