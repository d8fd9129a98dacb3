import { expect, test } from 'vitest';
import { type Component, defineComponent, h, nextTick, ref } from 'vue';
import { mountApp } from '../../../test/mount-app';
import { hasOpenDialog, LateModal } from './late-dialog';

const dialog = () => document.querySelector('[role=dialog]');

test('there is nothing of a dialog before it is opened, and an open one is known of', async () => {
  const open = ref(false);
  const { wrapper } = await mountApp(
    defineComponent(
      () => () =>
        h(LateModal as Component, {
          open: open.value,
          title: 'Sure?',
          'onUpdate:open': (isOpen: boolean) => (open.value = isOpen),
        }),
    ),
  );
  expect(wrapper.findComponent({ name: 'DialogRoot' }).exists()).toBe(false);
  expect(hasOpenDialog.value).toBe(false);
  open.value = true;
  await expect.poll(() => dialog()?.textContent).toContain('Sure?');
  expect(hasOpenDialog.value).toBe(true);
  dialog()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  await nextTick();
  expect(open.value).toBe(false);
  expect(hasOpenDialog.value).toBe(false);
});

test('a dialog that goes with its page while it is open counts no longer', async () => {
  const { app } = await mountApp(LateModal as Component, { props: { open: true, title: 'Sure?' } });
  expect(hasOpenDialog.value).toBe(true);
  app.unmount();
  expect(hasOpenDialog.value).toBe(false);
});
