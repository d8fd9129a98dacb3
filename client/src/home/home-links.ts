import type { RouteLocationRaw } from 'vue-router';
import type { AuditAction, UserState } from '../gql/graphql';

/** The list of users behind a figure, by the filters that the address of the list has. */
export const usersIn = (query: Record<string, string>): RouteLocationRaw => ({ path: '/users', query });

/** The bin has a page of its own. */
export const inState = (state: UserState): RouteLocationRaw =>
  state === 'DELETED' ? '/users/bin' : usersIn({ status: state });

export const addedOn = (day: string): RouteLocationRaw => usersIn({ from: day, to: day });

/** The entries of a day in the audit trail. */
export const auditOn = (day: string, action: AuditAction): RouteLocationRaw => ({
  path: '/audit',
  query: { action, from: day, until: day },
});
