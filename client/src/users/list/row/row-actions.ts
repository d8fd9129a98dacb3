import type { UserRowFragment as UserRow } from '../../../gql/graphql';
import type { MessageKey } from '../../../messages/messages';

export type RowAction =
  | 'open'
  | 'select'
  | 'edit'
  | 'account'
  | 'copyEmail'
  | 'copyId'
  | 'invite'
  | 'deactivate'
  | 'reactivate'
  | 'delete'
  | 'restore';

interface Look {
  readonly label: MessageKey;
  readonly icon: string;
  /** The key that does it to the row that the keyboard is at. */
  readonly keys?: readonly string[];
}

export const ROW_ACTIONS: Readonly<Record<RowAction, Look>> = {
  open: { label: 'users.open', icon: 'i-lucide-panel-right-open', keys: ['space'] },
  select: { label: 'users.selection.row', icon: 'i-lucide-check', keys: ['x'] },
  edit: { label: 'users.edit.title', icon: 'i-lucide-pencil', keys: ['e'] },
  account: { label: 'users.yourAccount', icon: 'i-lucide-settings' },
  copyEmail: { label: 'users.copyEmail', icon: 'i-lucide-copy', keys: ['c'] },
  copyId: { label: 'users.copyId', icon: 'i-lucide-hash' },
  invite: { label: 'users.invite', icon: 'i-lucide-mail', keys: ['i'] },
  deactivate: { label: 'users.deactivate', icon: 'i-lucide-circle-pause', keys: ['d'] },
  reactivate: { label: 'users.reactivate', icon: 'i-lucide-circle-play', keys: ['d'] },
  delete: { label: 'users.delete', icon: 'i-lucide-trash-2', keys: ['#'] },
  restore: { label: 'users.restore', icon: 'i-lucide-undo-2' },
};

/**
 * What the invitation of a user is called.
 * @param sendsMail undefined: not known yet
 */
function inviteLabel(state: UserRow['state'], sendsMail: boolean | undefined): MessageKey {
  const isFirst = state === 'NO_ACCESS';
  if (sendsMail === false) return isFirst ? 'users.inviteByLink' : 'users.inviteByNewLink';
  return isFirst ? 'users.invite' : 'users.inviteAgain';
}

export function labelOf(
  action: RowAction,
  { state }: Pick<UserRow, 'state'>,
  sendsMail: boolean | undefined,
): MessageKey {
  return action === 'invite' ? inviteLabel(state, sendsMail) : ROW_ACTIONS[action].label;
}

type Rights = Pick<UserRow, 'status' | 'viewerCanUpdate' | 'viewerCanDelete'>;

/**
 * What may be done to a user, in groups; never what would be refused.
 * @param isSelf whether the user is the viewer: the server does not let users lock themselves out
 * @param canSelect whether the row can be selected
 */
export function rowActions(
  user: Rights,
  isSelf: boolean,
  canSelect = false,
): readonly (readonly RowAction[])[] {
  const select = canSelect ? (['select'] as const) : [];
  const edit = user.viewerCanUpdate && user.status !== 'DELETED' ? (['edit'] as const) : [];
  const account = isSelf ? (['account'] as const) : [];
  const looking: RowAction[] = ['open', ...select, ...edit, ...account, 'copyEmail', 'copyId'];
  return [looking, isSelf ? [] : writing(user), isSelf ? [] : binning(user)].filter(
    ({ length }) => length > 0,
  );
}

function writing({ status, viewerCanUpdate }: Rights): RowAction[] {
  if (!viewerCanUpdate || status === 'DELETED') return [];
  if (status === 'DEACTIVATED') return ['reactivate'];
  return status === 'ACTIVE' ? ['deactivate'] : ['invite', 'deactivate'];
}

function binning({ status, viewerCanDelete }: Rights): RowAction[] {
  if (!viewerCanDelete) return [];
  return status === 'DELETED' ? ['restore'] : ['delete'];
}
