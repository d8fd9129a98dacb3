import type { RouteRecordRaw } from 'vue-router';
import { lazyPage } from '../ui/lazy-page';

export const homeRoutes: RouteRecordRaw[] = [
  {
    path: '/home',
    name: 'home',
    component: lazyPage(() => import('./HomePage.vue')),
    meta: { title: 'home.title', needs: 'USERS_READ' },
  },
];
