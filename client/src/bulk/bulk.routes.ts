import type { RouteRecordRaw } from 'vue-router';
import { withTexts } from '../messages/messages';
import { lazyPage } from '../ui/lazy-page';

/** One route for both pages: each adds some bytes to the sign-in pages. */
export const bulkRoutes: RouteRecordRaw[] = [
  {
    path: '/jobs/:id?',
    name: 'jobs',
    component: lazyPage(withTexts('bulk', () => import('./jobs/JobsRoute.vue'))),
    props: true,
    meta: { title: 'jobs.title', needs: 'USERS_READ' },
  },
];
