import icons from '@nuxt/ui/runtime/vue/plugins/icons.js';
import { DefaultApolloClient } from '@vue/apollo-composable';
import { createApp } from 'vue';
import { createApollo } from './apollo';
import App from './App.vue';
import { forgetOwnAtSignOut } from './auth/own-storage';
import { refreshSession } from './auth/refresh-session';
import { Session } from './auth/session';
import { SESSION } from './auth/useSession';
import { rememberWhetherIn } from './auth/was-in';
import { preferredLanguage, showLanguage } from './lib/language';
import { reloadAfterUpdate } from './lib/reload-after-update';
import { createTexts } from './messages/messages';
import { createConsoleRouter } from './router';
import { securityPolicies } from './second-factor/security-cache';
import { userPolicies } from './users/user-cache';
import './theme.css';

reloadAfterUpdate();
const language = preferredLanguage();
showLanguage(language);
const texts = createTexts(language);

const session = new Session(() => refreshSession(texts.global.locale.value));
forgetOwnAtSignOut(session);
rememberWhetherIn(session);
const apollo = createApollo({
  language: () => texts.global.locale.value,
  session,
  typePolicies: { ...userPolicies, ...securityPolicies },
});

const app = createApp(App);
// To the browser's console and to the window's `error` event, for which frame/useUncaughtErrors.ts listens.
app.config.errorHandler = (error) => reportError(error);
const router = createConsoleRouter(session);
app.use(texts).use(router).use(icons);
app.provide(SESSION, session).provide(DefaultApolloClient, apollo);
// Until it is known who is here and what to show, index.html shows its shape. Where that failed, the frame says so.
void router
  .isReady()
  .catch(() => undefined)
  .then(() => app.mount('#app'));
