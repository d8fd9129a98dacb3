import { afterEach, expect, test, vi } from 'vitest';
import { defineComponent, h, nextTick, ref } from 'vue';
import { mountApp } from '../../../test/mount-app';
import ErrorBoundary from './ErrorBoundary.vue';

const broken = ref(false);
const page = defineComponent(() => () => {
  if (broken.value) throw new Error('A mistake in the template');
  return h(
    'button',
    {
      onClick: () => {
        throw new Error('A mistake in a click');
      },
    },
    'Works',
  );
});

const mountPage = async () => {
  // Vue writes down what it hands on; here that is expected.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { app, router } = await mountApp(ErrorBoundary, {
    slots: { default: () => h(page) },
    path: '/users',
  });
  const told = vi.fn();
  app.vm.$.appContext.config.errorHandler = told;
  return { app, router, told };
};

afterEach(() => {
  broken.value = false;
  vi.restoreAllMocks();
});

test('a page that cannot be drawn becomes one that says so and leads on', async () => {
  const { app, told } = await mountPage();
  broken.value = true;
  await nextTick();
  await nextTick();
  expect(app.get('[role="alert"]').text()).toContain('This page crashed');
  expect(app.findAll('[role="alert"] :is(button, a)')).toHaveLength(2);
  expect(told).toHaveBeenCalledOnce();
});

test('another page is given its chance', async () => {
  const { app, router } = await mountPage();
  broken.value = true;
  await nextTick();
  broken.value = false;
  await router.push('/other');
  await nextTick();
  expect(app.find('[role="alert"]').exists()).toBe(false);
  expect(app.text()).toContain('Works');
});

test('a click that fails is handed on and leaves the page as it is', async () => {
  const { app, told } = await mountPage();
  await app.get('button').trigger('click');
  expect(app.text()).toContain('Works');
  expect(told).toHaveBeenCalledOnce();
});
