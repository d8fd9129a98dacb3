import type { AuditRowFragment } from '../../gql/graphql';

type Change = AuditRowFragment['changes'][number];

/** A change as people read it. */
export type Difference = { field: string } & (
  | { kind: 'set' }
  | { kind: 'list'; added: string[]; removed: string[] }
  | { kind: 'text'; before: string | null; after: string | null }
);

/** Fields whose values the server joins by commas. */
const LISTS = ['roles', 'permissions', 'passkeys'];

/** Fields for which null before and after means "no end", and not that a secret was set. */
const WITHOUT = ['expiresAt'];

export function differenceOf({ field, before, after }: Change): Difference {
  if (before === null && after === null && !WITHOUT.includes(field)) return { field, kind: 'set' };
  if (!LISTS.includes(field)) return { field, kind: 'text', before, after };
  const [had, has] = [split(before), split(after)];
  return {
    field,
    kind: 'list',
    added: has.filter((each) => !had.includes(each)),
    removed: had.filter((each) => !has.includes(each)),
  };
}

function split(joined: string | null): string[] {
  return joined ? joined.split(', ') : [];
}
