import { ahead } from '../lib/load-ahead';

/** The form of a view's name, which no list needs at first. */
export const loadViewDialog = ahead(() => import('./ViewDialog.vue'));
