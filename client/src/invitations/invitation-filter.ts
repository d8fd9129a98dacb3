import type { InvitationState, InvitationWhere } from '../gql/graphql';

/** Those that the address may name as `state`. */
export const STATES = ['PENDING', 'EXPIRED', 'ACCEPTED', 'CANCELLED'] as const satisfies InvitationState[];

/** Rows a request. */
export const PAGE_SIZE = 50;

/** As the list is asked for, which is also how the cache knows it; without a state for all. */
export function listOf(state: InvitationState | undefined): { first: number; where: InvitationWhere | null } {
  return { first: PAGE_SIZE, where: state ? { state: [state] } : null };
}
