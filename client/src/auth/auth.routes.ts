import type { RouteRecordRaw } from 'vue-router';
import SignInPage from './sign-in/SignInPage.vue';
import { lazyPage } from '../ui/lazy-page';

export const authRoutes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: SignInPage,
    meta: { title: 'auth.signIn', isPublic: true },
  },
  {
    path: '/setup',
    name: 'set-up',
    component: lazyPage(() => import('./links/SetUpPage.vue')),
    meta: { title: 'auth.setUp.title', isPublic: true },
  },
  {
    path: '/accept',
    name: 'accept',
    component: lazyPage(() => import('./links/AcceptPage.vue')),
    meta: { title: 'auth.accept.title', isPublic: true },
  },
  {
    path: '/forgot',
    name: 'forgot',
    component: lazyPage(() => import('./links/ForgotPage.vue')),
    meta: { title: 'auth.forgot.title', isPublic: true },
  },
  {
    path: '/reset',
    name: 'reset',
    component: lazyPage(() => import('./links/ResetPage.vue')),
    meta: { title: 'auth.reset.title', isPublic: true },
  },
  {
    path: '/confirm-email',
    name: 'confirm-email',
    component: lazyPage(() => import('./links/ConfirmEmailPage.vue')),
    meta: { title: 'auth.confirmEmail.title', isPublic: true },
  },
];
