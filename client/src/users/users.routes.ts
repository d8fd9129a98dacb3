import type { RouteRecordRaw } from 'vue-router';
import UsersPage from './UsersPage.vue';

/** The dialogs lie over the list, which stays as it is below them. */
export const userRoutes: RouteRecordRaw[] = [
  {
    path: '/users/bin',
    name: 'bin',
    component: () => import('./bin/BinPage.vue'),
    meta: { title: 'bin.title', needs: 'USERS_DELETE' },
  },
  {
    path: '/users',
    name: 'users',
    component: UsersPage,
    meta: { title: 'users.title', needs: 'USERS_READ' },
    children: [
      {
        path: 'new',
        name: 'new-user',
        component: () => import('./editor/UserCreateDialog.vue'),
        meta: { title: 'users.new.title', needs: 'USERS_WRITE' },
      },
      {
        path: ':id',
        name: 'user',
        component: () => import('./editor/UserDrawer.vue'),
        props: true,
        meta: { title: 'users.user' },
      },
    ],
  },
];
