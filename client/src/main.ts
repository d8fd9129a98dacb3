import icons from '@nuxt/ui/runtime/vue/plugins/icons.js';
import { createApp } from 'vue';
import App from './App.vue';
import { forgetOwnAtSignOut } from './auth/session/own-storage';
import { refreshSession } from './auth/session/refresh-session';
import { Session } from './auth/session/session';
import { SESSION } from './auth/session/useSession';
import { followOwnLanguage } from './auth/session/own-language';
import { rememberWhetherIn } from './auth/session/was-in';
import { inOwnTask } from './lib/useTurn';
import { reportErrors } from './lib/server/error-reports';
import { ASK, createAsk } from './lib/server/ask-server';
import { preferredLanguage, showLanguage } from './lib/language/language';
import { createConsoleLoader, LOADER } from './load-console';
import { createTexts, loadPart } from './messages/messages';
import { createConsoleRouter } from './router';
import './theme.css';

const language = preferredLanguage();
showLanguage(language);
const texts = createTexts(language);
const languageOnScreen = () => texts.global.locale.value;

const session = new Session(() => refreshSession(languageOnScreen()));
forgetOwnAtSignOut(session);
rememberWhetherIn(session);
followOwnLanguage(session, texts.global.locale);

const app = createApp(App);
// To the browser's console and to the window's `error` event, for which frame/page/useUncaughtErrors.ts and
// lib/server/error-reports.ts listen.
app.config.errorHandler = (error) => reportError(error);
const loader = createConsoleLoader({ app, session, texts });
// While the session is renewed, where somebody was signed in here before.
if (document.documentElement.dataset['shell'] !== 'entry') void loader.load();
const router = createConsoleRouter(session, loader);
reportErrors(() => router.currentRoute.value.matched.at(-1)?.path);
app.use(texts).use(router).use(icons);
app.provide(SESSION, session).provide(LOADER, loader).provide(ASK, createAsk(languageOnScreen));
// Until the viewer and the page are known, index.html shows its shape. If loading fails, the frame says so.
void Promise.allSettled([router.isReady(), loadPart('entry')]).then(() => {
  const shape = document.querySelector('.shell');
  app.mount('#app');
  // The frame, the page, its rows and the side bar are drawn in tasks of their own, below the shape.
  if (shape && document.documentElement.dataset['shell'] !== 'entry') {
    document.body.append(shape);
    inOwnTask(() => inOwnTask(() => shape.remove()));
  }
  loader.loadAhead();
});
