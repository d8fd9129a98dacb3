import type { RouteRecordRaw } from 'vue-router';

export const invitationRoutes: RouteRecordRaw[] = [
  {
    path: '/invitations',
    name: 'invitations',
    component: () => import('./InvitationsPage.vue'),
    meta: { title: 'invitations.title', needs: 'USERS_WRITE' },
  },
];
