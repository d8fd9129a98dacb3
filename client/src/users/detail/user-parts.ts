import type { UserDetailsFragment, UserInFullQuery } from '../../gql/graphql';

type InFull = NonNullable<UserInFullQuery['user']>;

/** A user with what the viewer may see of them besides the details. */
export type UserParts = UserDetailsFragment &
  Partial<Pick<InFull, 'sessions' | 'invitation' | 'auditEntries' | 'oldestEntries'>>;
