import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router';
import { accountRoutes } from './account/account.routes';
import { auditRoutes } from './audit/audit.routes';
import { authRoutes } from './auth/auth.routes';
import { bulkRoutes } from './bulk/bulk.routes';
import type { Session } from './auth/session/session';
import { guardSession } from './auth/session/session-guard';
import type { Permission } from './gql/graphql';
import { feedbackRoutes } from './feedback/feedback.routes';
import { homeRoutes } from './home/home.routes';
import { importRoutes } from './imports/imports.routes';
import { invitationRoutes } from './invitations/invitations.routes';
import { BASE_PATH } from './lib/server/base-path';
import type { MessageKey } from './messages/messages';
import type { ConsoleLoader } from './load-console';
import { playgroundRoutes } from './playground/playground.routes';
import { roleRoutes } from './roles/roles.routes';
import { tokenRoutes } from './tokens/tokens.routes';
import { lazyPage } from './ui/lazy-page';
import { usageRoutes } from './usage/usage.routes';
import { userRoutes } from './users/users.routes';

declare module 'vue-router' {
  interface RouteMeta {
    /** What the browser's tab says, before the product's name. */
    title?: MessageKey;
    /** Whether it is open without a session; such a page has no frame of the console. */
    isPublic?: boolean;
    /** Whether it is open without a session, inside the console's frame. */
    isOpen?: boolean;
    /** Without it, nothing at this address would work. */
    needs?: Permission;
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/users' },
  ...authRoutes,
  ...homeRoutes,
  ...userRoutes,
  ...accountRoutes,
  ...roleRoutes,
  ...tokenRoutes,
  ...invitationRoutes,
  ...bulkRoutes,
  ...importRoutes,
  ...auditRoutes,
  ...feedbackRoutes,
  ...usageRoutes,
  ...playgroundRoutes(),
  {
    path: '/:path(.*)*',
    name: 'not-found',
    component: lazyPage(() => import('./frame/page/NotFoundPage.vue')),
    meta: { title: 'notFound.title' },
  },
];

export function createConsoleRouter(session: Session, loader: ConsoleLoader): Router {
  const router = createRouter({ history: createWebHistory(BASE_PATH), routes });
  guardSession(router, session);
  router.beforeEach(async ({ meta, matched }) => {
    if (meta.isPublic || loader.shell.value) return;
    // The page's own code at the same time: the router would ask for it afterwards.
    for (const { components } of matched)
      for (const page of Object.values(components ?? {})) if (isLoader(page)) void page();
    await loader.load();
  });
  return router;
}

/** A route's component is an object, or a function that loads one. */
function isLoader(page: unknown): page is () => Promise<unknown> {
  return typeof page === 'function';
}
