import { expect, test } from 'vitest';
import { mountApp } from '../../../test/mount-app';
import LoadingRows from './LoadingRows.vue';

test('holds the place of the rows to come, and tells a screen reader only that they come', async () => {
  const { wrapper } = await mountApp(LoadingRows, { props: { rows: 3, heightPx: 60 } });
  const rows = wrapper.findAll('[aria-hidden="true"]');
  expect(rows.map((row) => (row.element as HTMLElement).style.height)).toEqual(['60px', '60px', '60px']);
  expect(wrapper.get('[role="status"]').text()).toBe('Loading…');
});
