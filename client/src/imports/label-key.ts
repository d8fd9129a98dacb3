/** The label of a field that a column or a change names. */
export function labelKey(field: string): string {
  if (field === 'id') return 'import.reading.id';
  return `users.field.${field === 'roles' ? 'roleIds' : field}`;
}
