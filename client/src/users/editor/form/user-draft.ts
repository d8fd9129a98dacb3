import type { CreateUserInput, UpdateUserInput, UserDetailsFragment } from '../../../gql/graphql';

/** Longest texts, in characters: the server's own limits. */
export const TEXT_MAX = {
  email: 254,
  displayName: 200,
  givenName: 100,
  familyName: 100,
  title: 100,
  department: 100,
  phone: 50,
  locale: 50,
  timeZone: 50,
} as const;

export type TextField = keyof typeof TEXT_MAX;

/** The values of the form. A field that was left empty is an empty text. */
export type UserDraft = Record<TextField, string> & {
  password: string;
  roleIds: string[];
  /** Whether a new user without a password gets an invitation at once. */
  invite: boolean;
};

export type DraftField = keyof UserDraft;

/** The fields of an existing user that can be changed. */
export type EditField = TextField | 'roleIds';

export const TEXTS = Object.keys(TEXT_MAX) as TextField[];

export const EDIT_FIELDS: readonly EditField[] = [...TEXTS, 'roleIds'];

interface WithRoles {
  roles: readonly { id: string }[];
}

/** The form of a new user, or of an existing one. */
export function draftOf(user?: Omit<UserDetailsFragment, 'roles'> & WithRoles): UserDraft {
  const texts = Object.fromEntries(TEXTS.map((field) => [field, user?.[field] ?? ''])) as Record<
    TextField,
    string
  >;
  return { ...texts, password: '', roleIds: user?.roles.map(({ id }) => id) ?? [], invite: false };
}

/** Whether two forms hold the same. */
export function isSameDraft(one: UserDraft, other: UserDraft): boolean {
  return changedFields(one, other).length === 0;
}

export function createInput(draft: UserDraft): CreateUserInput {
  const { email, displayName, roleIds, invite, ...others } = draft;
  const given = Object.entries(others).filter(([, value]) => value.trim() !== '');
  return {
    email,
    displayName,
    ...Object.fromEntries(given),
    ...(roleIds.length > 0 && { roleIds }),
    // A user with a password doesn’t need an invitation.
    ...(invite && draft.password.trim() === '' && { invite }),
  };
}

/** Only the changed fields, so that another user's change to another field is kept. */
export function updateInput(
  user: { id: string; version: number },
  base: UserDraft,
  draft: UserDraft,
): UpdateUserInput {
  const changes = changedFields(base, draft).map((field) => {
    const value = draft[field];
    // null empties a field; the two that may not be empty are refused as they are, at their place in the form.
    return [field, value === '' && field !== 'email' && field !== 'displayName' ? null : value];
  });
  return { id: user.id, version: user.version, ...Object.fromEntries(changes) };
}

/** What a draft becomes when the user was changed under it. */
export interface Merge {
  /** What was typed stays, everything else is as it is now. */
  draft: UserDraft;
  /** Fields that both changed, to different values. */
  clashes: DraftField[];
  /** Fields that only others changed. */
  merged: DraftField[];
}

export function mergeDrafts(base: UserDraft, draft: UserDraft, present: UserDraft): Merge {
  const mine = changedFields(base, draft);
  const theirs = changedFields(base, present);
  const different = changedFields(draft, present);
  return {
    draft: { ...present, ...Object.fromEntries(mine.map((field) => [field, draft[field]])) },
    clashes: theirs.filter((field) => mine.includes(field) && different.includes(field)),
    merged: theirs.filter((field) => !mine.includes(field)),
  };
}

export function changedFields(base: UserDraft, draft: UserDraft): DraftField[] {
  return (Object.keys(base) as DraftField[]).filter((field) => !isSameField(field, base, draft));
}

export function isSameField(field: DraftField, base: UserDraft, draft: UserDraft): boolean {
  if (field !== 'roleIds') return base[field] === draft[field];
  return new Set(base.roleIds).symmetricDifference(new Set(draft.roleIds)).size === 0;
}
