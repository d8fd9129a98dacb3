import { Extensions } from 'type-graphql';
import type { Permission } from './permission.enum.js';

/** Who may ask for a field: anybody, whoever is signed in, or who has the permission. */
export type Access = 'PUBLIC' | 'SIGNED_IN' | `${Permission}`;

/** Under this name a field's or a type's rule stands in the schema's extensions. */
const EXTENSION = 'access';

/**
 * Declares who may ask for a field; on a class, for every field of that type that says nothing itself.
 * Enforced for a whole operation before anything of it is executed, see operation-access.ts.
 */
export function Access(access: Access): ClassDecorator & MethodDecorator & PropertyDecorator {
  return Extensions({ [EXTENSION]: access }) as ClassDecorator & MethodDecorator & PropertyDecorator;
}

/** The declared rule; undefined where there is none. */
export function accessOf(declared: { extensions?: Readonly<Record<string, unknown>> } | undefined) {
  return declared?.extensions?.[EXTENSION] as Access | undefined;
}
