import type { RouteRecordRaw } from 'vue-router';
import { lazyPage } from '../ui/lazy-page';

export const invitationRoutes: RouteRecordRaw[] = [
  {
    path: '/invitations',
    name: 'invitations',
    component: lazyPage(() => import('./InvitationsPage.vue')),
    meta: { title: 'invitations.title', needs: 'USERS_WRITE' },
  },
];
