import type { BulkChangeKind, BulkField, Permission } from '../../gql/graphql';

interface BulkAction {
  readonly kind: BulkChangeKind;
  readonly icon: string;
  readonly needs: readonly Permission[];
  /** Whether it is done to users in the bin; the others are done to users outside of it. */
  readonly isForBin?: boolean;
  /** Of which a button stands in the bar where there is room; the others are in its menu. */
  readonly isFrequent?: boolean;
  /** The key that a single row has for it. */
  readonly keys?: readonly string[];
}

const WRITE = ['USERS_WRITE'] as const;
const ROLES = ['USERS_WRITE', 'ROLES_WRITE'] as const;
const DELETE = ['USERS_DELETE'] as const;

/** What can be done to many users at once, in the order in which it is offered. */
export const BULK_ACTIONS: readonly BulkAction[] = [
  { kind: 'ADD_ROLE', icon: 'i-lucide-shield-plus', needs: ROLES, isFrequent: true },
  { kind: 'REMOVE_ROLE', icon: 'i-lucide-shield-off', needs: ROLES },
  { kind: 'SET_FIELD', icon: 'i-lucide-pencil', needs: WRITE, isFrequent: true },
  { kind: 'RESEND_INVITATION', icon: 'i-lucide-mail', needs: WRITE, keys: ['i'] },
  { kind: 'DEACTIVATE', icon: 'i-lucide-circle-pause', needs: WRITE, isFrequent: true, keys: ['d'] },
  { kind: 'REACTIVATE', icon: 'i-lucide-circle-play', needs: WRITE },
  { kind: 'END_SESSIONS', icon: 'i-lucide-log-out', needs: WRITE },
  { kind: 'DELETE', icon: 'i-lucide-trash-2', needs: DELETE, isFrequent: true, keys: ['#'] },
  { kind: 'RESTORE', icon: 'i-lucide-undo-2', needs: DELETE, isForBin: true, isFrequent: true },
  { kind: 'ERASE', icon: 'i-lucide-trash-2', needs: DELETE, isForBin: true, isFrequent: true },
];

export const BULK_FIELDS: readonly BulkField[] = ['DEPARTMENT', 'TITLE', 'LOCALE', 'TIME_ZONE'];

/** What the viewer may do to the users of a list. */
export function offered(may: (permission: Permission) => boolean, isBin: boolean): readonly BulkAction[] {
  return BULK_ACTIONS.filter(({ needs, isForBin = false }) => isForBin === isBin && needs.every(may));
}

/** Actions that take something from users, which are shown in red. */
export const isHarsh = (kind: BulkChangeKind): boolean => kind === 'DELETE' || kind === 'ERASE';

/** Above this number of users, a person has to type the number. */
const TYPED_ABOVE = 100;

/** Whether a person has to type how many users it is. */
export function isTyped(kind: BulkChangeKind, total: number): boolean {
  return kind === 'ERASE' || total > TYPED_ABOVE;
}
