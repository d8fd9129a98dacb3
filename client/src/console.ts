import type { App } from 'vue';
import { keepLanguage } from './account/keep-language';
import { createApollo, provideApollo } from './apollo';
import { followOwnTimeZone } from './auth/session/own-time-zone';
import type { Session } from './auth/session/session';
import { sendUsage } from './lib/usage/send-usage';
import { KEEP_LANGUAGE } from './lib/language/useLanguage';
import { securityPolicies } from './second-factor/security-cache';
import { userPolicies } from './users/state/user-cache';

/*
 * What the console's first page needs and the sign-in pages do not. It is one file of the build, as everything imported here is
 * (vite.config.ts); the routes of these pages and the frame import the same.
 */
import './account/AccountFrame.vue';
import './account/WelcomePage.vue';
import './frame/menus/BareMenus.vue';
import './frame/page/NotFoundPage.vue';
import './users/UsersPage.vue';
import 'virtual:console-icons';

export { default as ConsoleShell } from './frame/ConsoleShell.vue';

/** Provides what the pages of the console ask the server with. */
export function installConsole(app: App, session: Session, language: () => string): void {
  const typePolicies = { ...userPolicies, ...securityPolicies };
  const client = createApollo({ language, session, typePolicies });
  provideApollo(app, client);
  sendUsage({
    isCounted: () => session.viewer.value && session.viewer.value.isUsageCounted === true,
    token: () => session.currentToken(),
  });
  followOwnTimeZone(session);
  app.provide(KEEP_LANGUAGE, keepLanguage(client, session));
}
