import { type DocumentNode, visit } from 'graphql';
import { Permission } from './permission.enum.js';
import type { Viewer } from './viewer.js';

/** Filters that reveal the value of the field of the same name, which is shown only to viewers with the permission. */
const PROTECTED = new Map([['hasSecondFactor', Permission.USERS_WRITE]]);

const written = new WeakMap<DocumentNode, ReadonlySet<string>>();

/**
 * A protected filter that an operation uses and the viewer may not. It reads the document and the variables, as a filter may be
 * in either, and only for viewers without the permission.
 */
export function protectedFilter(
  document: DocumentNode,
  variables: unknown,
  { permissions }: Pick<Viewer, 'permissions'>,
): { field: string; permission: Permission } | undefined {
  for (const [field, permission] of PROTECTED) {
    if (permissions.has(permission)) continue;
    if (inDocument(document).has(field) || isIn(variables, field)) {
      return { field: `UserWhere.${field}`, permission };
    }
  }
  return undefined;
}

function inDocument(document: DocumentNode): ReadonlySet<string> {
  let names = written.get(document);
  if (!names) {
    const found = new Set<string>();
    visit(document, { ObjectField: ({ name }) => void (PROTECTED.has(name.value) && found.add(name.value)) });
    written.set(document, (names = found));
  }
  return names;
}

/** Variables are JSON that was parsed, so they have an end. */
function isIn(value: unknown, field: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const given = (value as Record<string, unknown>)[field];
  return given != null || Object.values(value).some((each) => isIn(each, field));
}
