import type { GraphQLResolveInfo } from 'graphql';
import { readField, type SelectedField, subfieldsOf } from '../selection/selected-field.js';
import type { InvitationPageArgs } from './invitation.type.js';

/** The selection of an operation on an invitation: the names of the fields of its users. */
export interface InvitationSelection {
  user: ReadonlySet<string> | undefined;
  invitedBy: ReadonlySet<string> | undefined;
}

/** The selection of an operation on a list of invitations. */
export interface InvitationListSelection extends InvitationSelection {
  args: InvitationPageArgs;
  rows: boolean;
  count: boolean;
}

/** The selection of the answer to a write of an invitation, with each list by its key in the answer. */
export interface InvitationWriteSelection {
  invitation: InvitationSelection;
  lists: ReadonlyMap<string, InvitationListSelection>;
}

/** The selection of a field that returns an invitation. */
export function invitationSelection(info: GraphQLResolveInfo): InvitationSelection {
  return usersOf(subfieldsOf(readField(info)));
}

/** The selection of `Query.node` for an invitation. */
export function invitationNodeSelection(info: GraphQLResolveInfo): InvitationSelection {
  return usersOf(subfieldsOf(readField(info), 'Invitation'));
}

/** The selection of a field that returns a list of invitations. */
export function invitationListSelection(info: GraphQLResolveInfo): InvitationListSelection {
  return readList(readField(info));
}

/** Reads the selection of a write's payload in advance, so that all of it can be read in the write's transaction. */
export function invitationWriteSelection(info: GraphQLResolveInfo): InvitationWriteSelection {
  const fields = subfieldsOf(readField(info));
  const named = (name: string) => fields.filter((field) => field.name === name);
  return {
    invitation: usersOf(named('invitation').flatMap((field) => subfieldsOf(field))),
    lists: new Map(named('invitations').map((list) => [list.key, readList(list)])),
  };
}

function readList(list: SelectedField): InvitationListSelection {
  const fields = subfieldsOf(list);
  const names = new Set(fields.map(({ name }) => name));
  const invitations = fields.flatMap((field) => {
    if (field.name === 'nodes') return [field];
    return field.name === 'edges' ? subfieldsOf(field).filter(({ name }) => name === 'node') : [];
  });
  return {
    args: list.args as InvitationPageArgs,
    rows: ['edges', 'nodes', 'pageInfo'].some((name) => names.has(name)),
    count: names.has('totalCount') || names.has('totalCountIsCapped'),
    ...usersOf(invitations.flatMap((field) => subfieldsOf(field))),
  };
}

function usersOf(fields: SelectedField[]): InvitationSelection {
  const of = (name: string) => {
    const asked = fields.filter((field) => field.name === name);
    return asked.length > 0
      ? new Set(asked.flatMap((field) => subfieldsOf(field)).map((field) => field.name))
      : undefined;
  };
  return { user: of('user'), invitedBy: of('invitedBy') };
}
