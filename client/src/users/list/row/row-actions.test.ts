import { expect, test } from 'vitest';
import { person } from '../../../../test/people';
import { labelOf, rowActions } from './row-actions';

const LOOKING = ['open', 'copyEmail', 'copyId'];
const EDITING = ['open', 'edit', 'copyEmail', 'copyId'];

test.each([
  ['ACTIVE', [EDITING, ['deactivate'], ['delete']]],
  ['INVITED', [EDITING, ['invite', 'deactivate'], ['delete']]],
  ['DEACTIVATED', [EDITING, ['reactivate'], ['delete']]],
  ['DELETED', [LOOKING, ['restore']]],
] as const)('what may be done to somebody %s', (status, actions) => {
  expect(rowActions(person(1, { status }), false)).toEqual(actions);
});

test('nothing is offered that would be refused', () => {
  expect(rowActions(person(1), true)).toEqual([['open', 'edit', 'account', 'copyEmail', 'copyId']]);
  expect(rowActions(person(1, { viewerCanUpdate: false }), false)).toEqual([LOOKING, ['delete']]);
  expect(rowActions(person(1, { viewerCanDelete: false }), false)).toEqual([EDITING, ['deactivate']]);
  const gone = person(1, { status: 'DELETED', viewerCanDelete: false });
  expect(rowActions(gone, false)).toEqual([LOOKING]);
});

test.each([
  ['NO_ACCESS', true, 'users.invite'],
  ['INVITED', true, 'users.inviteAgain'],
  ['INVITATION_EXPIRED', undefined, 'users.inviteAgain'],
  ['NO_ACCESS', false, 'users.inviteByLink'],
  ['INVITED', false, 'users.inviteByNewLink'],
] as const)('the invitation of somebody %s, with mail: %s, is called %s', (state, sendsMail, label) => {
  expect(labelOf('invite', { state }, sendsMail)).toBe(label);
});

test('a row that can be selected has an action for it', () => {
  expect(rowActions(person(1), false, true)[0]).toEqual(['open', 'select', 'edit', 'copyEmail', 'copyId']);
});
