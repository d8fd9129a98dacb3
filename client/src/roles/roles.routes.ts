import type { RouteRecordRaw } from 'vue-router';
import { lazyPage } from '../ui/lazy-page';

export const roleRoutes: RouteRecordRaw[] = [
  {
    path: '/roles',
    name: 'roles',
    component: lazyPage(() => import('./RolesPage.vue')),
    meta: { title: 'roles.title', needs: 'ROLES_WRITE' },
  },
];
