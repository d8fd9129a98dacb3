import type { RouteRecordRaw } from 'vue-router';
import { withTexts } from '../messages/messages';
import { lazyPage } from '../ui/lazy-page';

export const feedbackRoutes: RouteRecordRaw[] = [
  {
    path: '/feedback',
    name: 'feedback',
    component: lazyPage(withTexts('feedback', () => import('./FeedbackPage.vue'))),
    meta: { title: 'feedback.title', needs: 'FEEDBACK_READ' },
  },
];
