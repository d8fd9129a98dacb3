import type { RouteRecordRaw } from 'vue-router';
import { lazyPage } from '../ui/lazy-page';

/** The dialogs lie over the list, which stays as it is below them. */
export const userRoutes: RouteRecordRaw[] = [
  {
    path: '/users',
    name: 'users',
    component: lazyPage(() => import('./UsersPage.vue')),
    meta: { title: 'users.title' },
    children: [
      {
        path: 'new',
        name: 'new-user',
        component: lazyPage(() => import('./editor/UserCreateDialog.vue')),
        meta: { title: 'users.new.title', needs: 'USERS_WRITE' },
      },
      {
        path: ':id',
        name: 'user',
        component: lazyPage(() => import('./editor/UserDrawer.vue')),
        props: true,
        meta: { title: 'users.user' },
      },
    ],
  },
];
