import { useApolloClient } from '@vue/apollo-composable';
import { reactive, type Ref } from 'vue';
import type { UserDetailsFragment, WrittenUserFragment } from '../../gql/graphql';
import type { RequestFault } from '../../lib/server/request-fault';
import { rememberUser } from '../state/user-cache';
import { type EditField, updateInput } from './form/user-draft';
import { useUpdateUser } from './useUpdateUser';
import type { useUserDraft } from './form/useUserDraft';
import type { WriteAnswer } from './useUserWrite';

/** A change of one field that was saved. */
export interface FieldChange {
  field: EditField;
  /** What stood there. */
  before: string | readonly string[];
}

/** Why a field was not saved: what was refused of it, or that no answer came. */
export interface FieldRefusal {
  messages: readonly string[];
  fault?: RequestFault | undefined;
}

interface FieldSaveOptions {
  own: ReturnType<typeof useUserDraft>;
  refusals: Map<EditField, FieldRefusal>;
  emailHolder: Ref<WriteAnswer['emailHolder']>;
  catchUp: (now: UserDetailsFragment) => void;
}

/** Sends single fields, one after the other: each begins from the version that the one before it made. */
export function useFieldSaves({ own, refusals, emailHolder, catchUp }: FieldSaveOptions) {
  const { update, fault } = useUpdateUser();
  const { resolveClient } = useApolloClient();
  const saving = reactive(new Set<EditField>());
  let saves: Promise<unknown> = Promise.resolve();

  async function save(field: EditField): Promise<(FieldChange & { user: WrittenUserFragment }) | undefined> {
    refusals.delete(field);
    saving.add(field);
    const saved = saves.then(() => send(field));
    saves = saved.catch(() => undefined);
    try {
      return await saved;
    } finally {
      saving.delete(field);
    }
  }

  async function send(field: EditField): Promise<(FieldChange & { user: WrittenUserFragment }) | undefined> {
    const { from, base, draft } = own;
    const at = from.value;
    if (!at) return undefined;
    const before = base.value[field];
    const answer = await update(updateInput(at, base.value, { ...base.value, [field]: draft.value[field] }));
    if (from.value?.id === at.id) receive(field, answer);
    return answer?.user ? { field, before, user: answer.user } : undefined;
  }

  function receive(field: EditField, answer: WriteAnswer | undefined): void {
    if (!answer) return void refusals.set(field, { messages: [], fault: fault.value });
    if (field === 'email') emailHolder.value = answer.emailHolder;
    if (answer.conflict) {
      own.conflict.note(answer.conflict.changes);
      catchUp(answer.conflict.user);
      rememberUser(resolveClient().cache, answer.conflict.user);
    }
    const refused = answer.userErrors.filter(({ code }) => code !== 'STALE_VERSION' || !answer.conflict);
    if (refused.length > 0) refusals.set(field, { messages: refused.map(({ message }) => message) });
    if (!answer.user) return;
    own.settle(field, answer.user);
    catchUp(answer.user);
  }

  return { saving, save, settled: () => saves };
}
