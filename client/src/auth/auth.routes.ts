import type { RouteRecordRaw } from 'vue-router';

export const authRoutes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./SignInPage.vue'),
    meta: { title: 'auth.signIn', isPublic: true },
  },
  {
    path: '/setup',
    name: 'set-up',
    component: () => import('./SetUpPage.vue'),
    meta: { title: 'auth.setUp.title', isPublic: true },
  },
];
