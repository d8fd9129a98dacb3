import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router';
import { accountRoutes } from './account/account.routes';
import { auditRoutes } from './audit/audit.routes';
import { authRoutes } from './auth/auth.routes';
import type { Session } from './auth/session';
import { guardSession } from './auth/session-guard';
import type { Permission } from './gql/graphql';
import { invitationRoutes } from './invitations/invitations.routes';
import { BASE_PATH } from './lib/base-path';
import type { MessageKey } from './messages/messages';
import NotFoundPage from './frame/NotFoundPage.vue';
import { playgroundRoutes } from './playground/playground.routes';
import { roleRoutes } from './roles/roles.routes';
import { tokenRoutes } from './tokens/tokens.routes';
import { userRoutes } from './users/users.routes';

declare module 'vue-router' {
  interface RouteMeta {
    /** What the browser's tab says, before the product's name. */
    title?: MessageKey;
    /** Whether nobody need be signed in; such a page stands alone, without the console's frame. */
    isPublic?: boolean;
    /** Whether nobody need be signed in; such a page stands in the console's frame all the same. */
    isOpen?: boolean;
    /** Without it, nothing at this address would work. */
    needs?: Permission;
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/users' },
  ...authRoutes,
  ...userRoutes,
  ...accountRoutes,
  ...roleRoutes,
  ...tokenRoutes,
  ...invitationRoutes,
  ...auditRoutes,
  ...playgroundRoutes(),
  { path: '/:path(.*)*', name: 'not-found', component: NotFoundPage, meta: { title: 'notFound.title' } },
];

export function createConsoleRouter(session: Session): Router {
  const router = createRouter({ history: createWebHistory(BASE_PATH), routes });
  guardSession(router, session);
  return router;
}
