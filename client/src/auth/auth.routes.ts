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
  {
    path: '/accept',
    name: 'accept',
    component: () => import('./AcceptPage.vue'),
    meta: { title: 'auth.accept.title', isPublic: true },
  },
  {
    path: '/forgot',
    name: 'forgot',
    component: () => import('./ForgotPage.vue'),
    meta: { title: 'auth.forgot.title', isPublic: true },
  },
  {
    path: '/reset',
    name: 'reset',
    component: () => import('./ResetPage.vue'),
    meta: { title: 'auth.reset.title', isPublic: true },
  },
  {
    path: '/confirm-email',
    name: 'confirm-email',
    component: () => import('./ConfirmEmailPage.vue'),
    meta: { title: 'auth.confirmEmail.title', isPublic: true },
  },
];
