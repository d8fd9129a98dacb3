import type { AccessTokenState, TokenRowFragment } from '../gql/graphql';

/**
 * The current state of a token: it expires without news of it.
 * @param now in milliseconds
 */
export function stateAt(
  { state, expiresAt }: Pick<TokenRowFragment, 'state' | 'expiresAt'>,
  now: number,
): AccessTokenState {
  return state === 'ACTIVE' && expiresAt && Date.parse(expiresAt) <= now ? 'EXPIRED' : state;
}
