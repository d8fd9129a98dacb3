import UApp from '@nuxt/ui/components/App.vue';
import { ar, en } from '@nuxt/ui/locale';
import { useToast } from '@nuxt/ui/composables';
import icons from '@nuxt/ui/runtime/vue/plugins/icons.js';
import { DefaultApolloClient } from '@vue/apollo-composable';
import { mount, type VueWrapper } from '@vue/test-utils';
import { type Component, createApp, h } from 'vue';
import { createMemoryHistory, createRouter, type Router, type RouteRecordRaw } from 'vue-router';
import type { Session } from '../src/auth/session/session';
import { SESSION } from '../src/auth/session/useSession';
import { ASK } from '../src/lib/server/ask-server';
import { report } from '../src/lib/server/connection';
import { chooseTimeZone } from '../src/lib/language/time-zone';
import { type Language, showLanguage } from '../src/lib/language/language';
import { LOADER } from '../src/load-console';
import { createTexts, loadPart } from '../src/messages/messages';
import { askBy } from './fake-server';
import { loadedConsole } from './loaded-console';
import { signedIn } from './sign-in';

interface MountOptions {
  /** Props, and listeners as `onRetry`. */
  props?: Record<string, unknown>;
  slots?: Record<string, () => unknown>;
  language?: Language;
  /** The address at which it stands. */
  path?: string;
  /** Left out: every path, and nothing at it. */
  routes?: RouteRecordRaw[];
  /** Left out: an owner's. */
  session?: Session;
  /** What `inject` finds, such as an Apollo client under DefaultApolloClient. */
  provide?: Record<string | symbol, unknown>;
}

/** Mounts a component as the app would: with texts, router, icons, toasts and overlays, in the document. */
export async function mountApp(
  component: Component,
  { props = {}, slots, language = 'en', path = '/', routes, session, provide = {} }: MountOptions = {},
): Promise<{ wrapper: VueWrapper; app: VueWrapper; router: Router }> {
  const nothing = { render: () => null };
  const router = createRouter({
    history: createMemoryHistory(),
    routes: routes ?? [{ path: '/:path(.*)*', component: nothing }],
  });
  await router.push(path);
  showLanguage(language);
  forgetEarlierApps();
  const own = {
    [SESSION]: session ?? (await signedIn()),
    [ASK]: askBy(provide[DefaultApolloClient]),
    [LOADER]: loadedConsole(),
  };
  const texts = createTexts(language);
  await Promise.all(
    (['entry', 'bulk', 'feedback', 'imports', 'playground', 'usage'] as const).map((part) => loadPart(part)),
  );
  const app = mount(UApp, {
    props: { locale: language === 'ar' ? ar : en },
    slots: { default: () => h(component, props, slots) },
    attachTo: document.body,
    global: { plugins: [texts, router, icons], provide: { ...own, ...provide } },
  });
  return { wrapper: app.findComponent(component), app, router };
}

/** The test files of a worker share what is kept outside of any app. */
function forgetEarlierApps(): void {
  createApp({}).runWithContext(() => useToast().clear());
  report.live('idle');
  report.reachable(true);
  chooseTimeZone(null);
}
