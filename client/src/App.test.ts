import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises, mount } from '@vue/test-utils';
import icons from '@nuxt/ui/runtime/vue/plugins/icons.js';
import { expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { askBy, FakeServer } from '../test/fake-server';
import { loadedConsole } from '../test/loaded-console';
import { signedIn } from '../test/sign-in';
import App from './App.vue';
import { SESSION } from './auth/session/useSession';
import { ASK } from './lib/server/ask-server';
import NotFoundPage from './frame/page/NotFoundPage.vue';
import { LOADER } from './load-console';
import { createTexts } from './messages/messages';

async function start() {
  document.body.innerHTML = '<aside id="overlays"></aside>';
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:path(.*)*', component: NotFoundPage, meta: { title: 'notFound.title' } }],
  });
  await router.push('/nowhere');
  const { client } = new FakeServer({});
  const app = mount(App, {
    attachTo: document.body,
    global: {
      plugins: [createTexts('en'), router, icons],
      provide: {
        [SESSION]: await signedIn(),
        [DefaultApolloClient]: client,
        [ASK]: askBy(client),
        [LOADER]: loadedConsole(),
      },
    },
  });
  await flushPromises();
  return app;
}

test('an unknown address has a page of its own, whose title the tab shows', async () => {
  const app = await start();
  expect(app.get('main h1').text()).toBe('Page not found');
  expect(document.title).toBe('Page not found · Rollcall');
});

test('the first stop of the Tab key leads past the header', async () => {
  const app = await start();
  const link = app.get('a[href="#main"]');
  expect(app.get('a, button').element).toBe(link.element);
  await link.trigger('click');
  expect(document.activeElement).toBe(app.get('main').element);
});

test('another language changes every text, the title and the direction, and is kept', async () => {
  const app = await start();
  const menu = app.get('button[aria-haspopup="menu"]');
  await menu.trigger('click');
  const item = (name: string) =>
    [...document.querySelectorAll<HTMLElement>('[role^="menuitem"]')].find(
      (each) => each.textContent?.trim() === name,
    );
  await vi.waitFor(() => expect(item('Language')).toBeDefined());
  item('Language')?.click();
  await vi.waitFor(() => expect(item('العربية')).toBeDefined());
  item('العربية')?.click();
  await vi.waitFor(() => expect(document.documentElement.dir).toBe('rtl'));
  await nextTick();
  expect(app.get('main h1').text()).toBe('الصفحة غير موجودة');
  expect(document.title).toBe('الصفحة غير موجودة · Rollcall');
  expect(document.querySelector('#overlays')?.getAttribute('aria-label')).toBe('القوائم ومربعات الحوار');
  expect(localStorage.getItem('rollcall.language')).toBe('ar');
});

test('an error that nobody expected is shown', async () => {
  await start();
  window.dispatchEvent(new ErrorEvent('error', { error: new Error('boom') }));
  await vi.waitFor(() => expect(document.body.textContent).toContain('Something went wrong.'));
});
