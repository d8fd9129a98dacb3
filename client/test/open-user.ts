import { DefaultApolloClient } from '@vue/apollo-composable';
import { expect, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { RouterView } from 'vue-router';
import type { Session } from '../src/auth/session/session';
import type { Permission, UserDetailsFragment } from '../src/gql/graphql';
import { useShortcuts } from '../src/lib/commands/useShortcuts';
import { userPolicies } from '../src/users/state/user-cache';
import { userRoutes } from '../src/users/users.routes';
import { FakeServer } from './fake-server';
import { mountApp } from './mount-app';
import { inFull, pageOf, person } from './people';
import { onScreen } from './screen-width';
import { signedIn } from './sign-in';

export const EVERYTHING: Permission[] = [
  'USERS_READ',
  'USERS_WRITE',
  'USERS_DELETE',
  'ROLES_WRITE',
  'AUDIT_READ',
];
const AUDIT = { path: '/audit', name: 'audit', component: { render: () => null } };

/** As the frame does, which runs commands by their keys. */
const frame = defineComponent(() => {
  useShortcuts();
  return () => h(RouterView);
});

/** For `beforeEach`. */
export function onWideScreen(): void {
  // jsdom computes no layout, and no row would be on screen.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
  localStorage.clear();
  onScreen(1280);
}

/** Opens a user, as everyone with every permission sees them. */
export async function open(path = `/users/${person(2).id}`, session?: Session) {
  const server = new FakeServer(userPolicies);
  const { router } = await mountApp(frame, {
    path,
    routes: [...userRoutes, AUDIT],
    session: session ?? (await signedIn({ permissions: EVERYTHING })),
    provide: { [DefaultApolloClient]: server.client },
  });
  return { server, router };
}

/** Beside a list of three. */
export async function openBesideList(user = person(2)) {
  const opened = await open();
  (await opened.server.asked('Users')).answer(pageOf([person(1), person(2), person(3)]));
  (await opened.server.asked('UserInFull')).answer({ user: inFull(user) });
  await vi.waitFor(() => expect(document.querySelector('[role=tab]')).not.toBeNull());
  return opened;
}

export const panel = () => document.querySelector<HTMLElement>('[data-detail]');
export const field = (name: string) => panel()?.querySelector<HTMLElement>(`[data-field="${name}"]`);
export const input = (name: string) => field(name)?.querySelector<HTMLInputElement>('input') ?? null;
export const shown = (name: string) => field(name)?.querySelector<HTMLElement>('[data-edit]');

/** Opens a field by a click, and types. */
export async function edit(name: string, text: string): Promise<void> {
  shown(name)?.click();
  await vi.waitFor(() => expect(document.activeElement).toBe(input(name)));
  const box = input(name);
  if (!box) throw new Error(`The field ${name} did not open.`);
  box.value = text;
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

/** The answer to a write of a user. */
export function written(user: UserDetailsFragment | null, own: object = {}) {
  const { users } = pageOf([person(1), person(2), person(3)]);
  const position = { __typename: 'UserPosition', cursor: 'at', previousId: null, nextId: null };
  const payload = {
    __typename: 'UserWritePayload',
    users,
    userErrors: [],
    emailHolder: null,
    conflict: null,
  };
  return { write: { ...payload, user: user && { ...user, position }, ...own } };
}

export const press = (key: string, on: Element | null = panel()) =>
  on?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
