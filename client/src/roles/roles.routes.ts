import type { RouteRecordRaw } from 'vue-router';

export const roleRoutes: RouteRecordRaw[] = [
  {
    path: '/roles',
    name: 'roles',
    component: () => import('./RolesPage.vue'),
    meta: { title: 'roles.title', needs: 'ROLES_WRITE' },
  },
];
