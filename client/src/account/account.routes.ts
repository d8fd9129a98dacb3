import type { RouteRecordRaw } from 'vue-router';
import AccountFrame from './AccountFrame.vue';

/** What somebody keeps for themselves. Each page has a tab: see AccountFrame.vue. */
export const accountRoutes: RouteRecordRaw[] = [
  {
    path: '/account',
    component: AccountFrame,
    redirect: '/account/security',
    children: [
      {
        path: 'security',
        name: 'account-security',
        component: () => import('../second-factor/SecurityPage.vue'),
        meta: { title: 'security.title' },
      },
      {
        path: 'sessions',
        component: () => import('../sessions/SessionsPage.vue'),
        meta: { title: 'sessions.title' },
      },
      {
        path: 'tokens',
        component: () => import('../tokens/OwnTokensPage.vue'),
        meta: { title: 'tokens.title' },
      },
    ],
  },
];
