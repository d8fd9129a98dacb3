import type { GraphQLResolveInfo } from 'graphql';
import { readField, type SelectedField, subfieldsOf } from '../selection/selected-field.js';

/** Whether the number of users is requested of a field that returns roles. */
export function listCountsHolders(info: GraphQLResolveInfo): boolean {
  return countsHolders(readField(info));
}

/** The same for a write's payload. */
export function writeCountsHolders(info: GraphQLResolveInfo): boolean {
  return subfieldsOf(readField(info)).some(
    (field) => (field.name === 'role' || field.name === 'roles') && countsHolders(field),
  );
}

function countsHolders(roles: SelectedField): boolean {
  return subfieldsOf(roles).some(({ name }) => name === 'userCount');
}
