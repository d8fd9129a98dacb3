import { describe, expect, test } from 'vitest';
import { createInput, draftOf, isSameDraft, mergeDrafts, updateInput } from './user-draft';

const ada = {
  id: 'u1',
  version: 7,
  email: 'ada@example.org',
  displayName: 'Ada Lovelace',
  givenName: 'Ada',
  familyName: null,
  title: 'Analyst',
  department: null,
  phone: null,
  locale: null,
  timeZone: null,
  status: 'ACTIVE' as const,
  state: 'ACTIVE' as const,
  invitationExpiresAt: null,
  roles: [
    { id: 'r1', name: 'Editor' },
    { id: 'r2', name: 'Viewer' },
  ],
  createdAt: '2026-11-24T10:00:00.000Z',
  updatedAt: '2026-11-24T10:00:00.000Z',
  lastSignInAt: null,
  viewerCanUpdate: true,
  viewerCanDelete: true,
  viewerCanChangeRoles: true,
  hasSecondFactor: false,
};
const base = draftOf(ada);

describe('a new user', () => {
  test('invites who gets no password, where that is asked for', () => {
    const draft = { ...draftOf(), email: 'bo@example.org', displayName: 'Bo', invite: true };
    expect(createInput(draft)).toEqual({ email: 'bo@example.org', displayName: 'Bo', invite: true });
    expect(createInput({ ...draft, password: 'a few words' })).not.toHaveProperty('invite');
  });

  test('is sent without what was left empty', () => {
    const draft = { ...draftOf(), email: 'bo@example.org', displayName: 'Bo', title: ' ' };
    expect(createInput(draft)).toEqual({ email: 'bo@example.org', displayName: 'Bo' });
  });

  test('is sent with all that was filled in', () => {
    const draft = {
      ...draftOf(),
      email: 'b',
      displayName: 'Bo',
      phone: '1',
      password: 'secret',
      roleIds: ['r1'],
    };
    expect(createInput(draft)).toEqual({
      email: 'b',
      displayName: 'Bo',
      phone: '1',
      password: 'secret',
      roleIds: ['r1'],
    });
  });
});

describe('a change', () => {
  test('is only what was changed, with the version that it was made from', () => {
    expect(updateInput(ada, base, { ...base, displayName: 'Ada King' })).toEqual({
      id: 'u1',
      version: 7,
      displayName: 'Ada King',
    });
  });

  test('empties a field by null, and never the two that everyone has', () => {
    const draft = { ...base, title: '', email: '', displayName: '' };
    expect(updateInput(ada, base, draft)).toEqual({
      id: 'u1',
      version: 7,
      title: null,
      email: '',
      displayName: '',
    });
  });

  test('has the roles where they are other ones, in whatever order', () => {
    expect(updateInput(ada, base, { ...base, roleIds: ['r2', 'r1'] })).toEqual({ id: 'u1', version: 7 });
    expect(updateInput(ada, base, { ...base, roleIds: [] })).toMatchObject({ roleIds: [] });
  });

  test('is none where the form is as it was', () => {
    expect(isSameDraft(base, draftOf(ada))).toBe(true);
    expect(isSameDraft(base, { ...base, phone: '1' })).toBe(false);
  });
});

test('a merge keeps what was typed, takes the rest, and tells clashes from merged fields', () => {
  const present = draftOf({
    ...ada,
    displayName: 'Ada Byron',
    title: 'Countess',
    phone: '1',
    roles: [],
    version: 8,
  });
  const draft = { ...base, displayName: 'Ada King', phone: '1', roleIds: ['r1'] };
  expect(mergeDrafts(base, draft, present)).toEqual({
    draft: { ...base, displayName: 'Ada King', title: 'Countess', phone: '1', roleIds: ['r1'] },
    clashes: ['displayName', 'roleIds'],
    merged: ['title'],
  });
});
