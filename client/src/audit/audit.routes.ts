import type { RouteRecordRaw } from 'vue-router';

/** Without `needs`: whoever is sent this address and may not read it is told so there, and not led elsewhere. */
export const auditRoutes: RouteRecordRaw[] = [
  {
    path: '/audit',
    name: 'audit',
    component: () => import('./AuditPage.vue'),
    meta: { title: 'audit.title' },
  },
];
