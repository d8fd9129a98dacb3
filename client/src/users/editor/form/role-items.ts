import type { RolesQuery } from '../../../gql/graphql';

export type RoleChoice = Pick<RolesQuery['roles'][number], 'id' | 'name' | 'description' | 'viewerCanGive'>;

/**
 * @param notAllowedReason why a role can't be given or taken that allows more than the viewer may do
 * @param nameOf what people call a role
 */
export function roleItems(
  roles: readonly RoleChoice[],
  notAllowedReason: string,
  nameOf: (name: string) => string,
) {
  return roles.map(({ id, name, description, viewerCanGive }) => ({
    value: id,
    label: nameOf(name),
    description: [description, viewerCanGive ? '' : notAllowedReason].filter(Boolean).join(' ') || undefined,
    disabled: !viewerCanGive,
  }));
}
