import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import type { MessageKey } from './messages/messages';
import NotFoundPage from './frame/NotFoundPage.vue';
import { userRoutes } from './users/users.routes';

declare module 'vue-router' {
  interface RouteMeta {
    /** What the browser's tab says, before the product's name. */
    title?: MessageKey;
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/users' },
  ...userRoutes,
  { path: '/:path(.*)*', name: 'not-found', component: NotFoundPage, meta: { title: 'notFound.title' } },
];

export const router = createRouter({ history: createWebHistory(), routes });
