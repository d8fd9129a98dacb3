import type { RouteRecordRaw } from 'vue-router';
import { lazyPage } from '../ui/lazy-page';

/** Without `needs`: a user who opens this address without the permission reads so there, and is not redirected. */
export const auditRoutes: RouteRecordRaw[] = [
  {
    path: '/audit',
    name: 'audit',
    component: lazyPage(() => import('./AuditPage.vue')),
    meta: { title: 'audit.title' },
  },
];
