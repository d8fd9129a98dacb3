import type { RouteRecordRaw } from 'vue-router';

export const securityRoutes: RouteRecordRaw[] = [
  {
    path: '/account/security',
    name: 'account-security',
    component: () => import('./SecurityPage.vue'),
    meta: { title: 'security.title' },
  },
];
