import type { LocationQuery } from 'vue-router';
import type { InvitationState, InvitationWhere } from '../gql/graphql';

export const STATES = ['PENDING', 'EXPIRED', 'ACCEPTED', 'CANCELLED'] as const satisfies InvitationState[];

/** Rows a request. */
export const PAGE_SIZE = 50;

/** Which state the address asks for; undefined for all. */
export function stateIn(query: LocationQuery): InvitationState | undefined {
  return STATES.find((state) => state === query['state']);
}

/** As the list is asked for, which is also how the cache knows it. */
export function listOf(state: InvitationState | undefined): { first: number; where: InvitationWhere | null } {
  return { first: PAGE_SIZE, where: state ? { state: [state] } : null };
}
