import { Extensions } from 'type-graphql';

/** A root field of queries whose answer may be a moment old: a replica may give it (decision 62). */
export const MayBeOld = Extensions({ mayBeOld: true });
