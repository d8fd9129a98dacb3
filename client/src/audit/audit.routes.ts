import type { RouteRecordRaw } from 'vue-router';
import { lazyPage } from '../ui/lazy-page';

/** Without `needs`: whoever is sent this address and may not read it is told so there, and not led elsewhere. */
export const auditRoutes: RouteRecordRaw[] = [
  {
    path: '/audit',
    name: 'audit',
    component: lazyPage(() => import('./AuditPage.vue')),
    meta: { title: 'audit.title' },
  },
];
