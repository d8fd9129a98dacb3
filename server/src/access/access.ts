import { Extensions } from 'type-graphql';
import type { Permission } from './permission.enum.js';

/** Who may request a field: everybody, every signed-in viewer, or viewers with the permission. */
export type Access = 'PUBLIC' | 'SIGNED_IN' | `${Permission}`;

/** The key of the rule in the schema's extensions. */
const EXTENSION = 'access';

/**
 * Declares who may request a field; on a class, for every field of that type without a rule of its own. The rule is checked for
 * a whole operation before it is executed, see operation-access.ts.
 */
export function Access(access: Access): ClassDecorator & MethodDecorator & PropertyDecorator {
  return Extensions({ [EXTENSION]: access }) as ClassDecorator & MethodDecorator & PropertyDecorator;
}

/** The declared rule; undefined if there is none. */
export function accessOf(declared: { extensions?: Readonly<Record<string, unknown>> } | undefined) {
  return declared?.extensions?.[EXTENSION] as Access | undefined;
}
