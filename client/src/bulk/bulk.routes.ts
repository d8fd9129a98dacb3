import type { RouteRecordRaw } from 'vue-router';
import { lazyPage } from '../ui/lazy-page';

/** One route for both pages: each costs the ways in some bytes. */
export const bulkRoutes: RouteRecordRaw[] = [
  {
    path: '/jobs/:id?',
    name: 'jobs',
    component: lazyPage(() => import('./jobs/JobsRoute.vue')),
    props: true,
    meta: { title: 'jobs.title', needs: 'USERS_READ' },
  },
];
