import type { RouteLocationNormalized, RouteRecordRaw } from 'vue-router';
import { lazyPage } from '../ui/lazy-page';

const idOf = ({ params }: RouteLocationNormalized) => ({ id: String(params['id']) });

/** The dialogs lie over the list, which stays as it is below them. */
export const userRoutes: RouteRecordRaw[] = [
  {
    path: '/users/bin',
    name: 'bin',
    component: lazyPage(() => import('./bin/BinPage.vue')),
    meta: { title: 'bin.title', needs: 'USERS_DELETE' },
  },
  {
    path: '/users',
    name: 'users',
    component: lazyPage(() => import('./UsersPage.vue')),
    meta: { title: 'users.title', needs: 'USERS_READ' },
    children: [
      {
        path: 'new',
        name: 'new-user',
        component: lazyPage(() => import('./editor/UserCreateDialog.vue')),
        meta: { title: 'users.new.title', needs: 'USERS_WRITE' },
      },
      {
        path: ':id/:tab(access|sign-in|sessions|activity|data)?',
        name: 'user',
        component: lazyPage(() => import('./detail/UserDetail.vue')),
        props: idOf,
        meta: { title: 'users.user' },
      },
    ],
  },
  {
    path: '/users/:id/page/:tab(access|sign-in|sessions|activity|data)?',
    name: 'user-page',
    component: lazyPage(() => import('./detail/UserPage.vue')),
    props: idOf,
    meta: { title: 'users.user' },
  },
];
