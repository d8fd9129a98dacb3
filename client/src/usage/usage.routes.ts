import type { RouteRecordRaw } from 'vue-router';
import { withTexts } from '../messages/messages';
import { lazyPage } from '../ui/lazy-page';

export const usageRoutes: RouteRecordRaw[] = [
  {
    path: '/usage',
    name: 'usage',
    component: lazyPage(withTexts('usage', () => import('./UsagePage.vue'))),
    meta: { title: 'usage.title', needs: 'FEEDBACK_READ' },
  },
];
