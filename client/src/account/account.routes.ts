import type { RouteRecordRaw } from 'vue-router';
import { withTexts } from '../messages/messages';
import { lazyPage } from '../ui/lazy-page';

/** The pages of one's own account. Each has a tab: see AccountFrame.vue. */
export const accountRoutes: RouteRecordRaw[] = [
  {
    path: '/welcome',
    name: 'welcome',
    component: lazyPage(() => import('./WelcomePage.vue')),
    meta: { title: 'welcome.title' },
  },
  {
    path: '/account',
    component: lazyPage(() => import('./AccountFrame.vue')),
    redirect: '/account/profile',
    children: [
      {
        path: 'profile',
        component: lazyPage(() => import('./ProfilePage.vue')),
        meta: { title: 'profile.title' },
      },
      {
        path: 'security',
        name: 'account-security',
        component: lazyPage(() => import('../second-factor/SecurityPage.vue')),
        meta: { title: 'security.title' },
      },
      {
        path: 'sessions',
        component: lazyPage(() => import('../sessions/SessionsPage.vue')),
        meta: { title: 'sessions.title' },
      },
      {
        path: 'tokens',
        component: lazyPage(() => import('../tokens/OwnTokensPage.vue')),
        meta: { title: 'tokens.own' },
      },
      {
        path: 'privacy',
        component: lazyPage(withTexts('usage', () => import('../usage/PrivacyPage.vue'))),
        meta: { title: 'usage.privacy' },
      },
    ],
  },
];
