import { computed } from 'vue';
import * as documents from '../writes.documents';
import { useUserWrite } from './useUserWrite';

/** What can be done to a user at one press, each in one request. */
export function useUserActions() {
  const writes = {
    deactivate: useUserWrite(documents.DeactivateUserDocument),
    reactivate: useUserWrite(documents.ReactivateUserDocument),
    delete: useUserWrite(documents.DeleteUserDocument),
    restore: useUserWrite(documents.RestoreUserDocument),
  };
  const all = Object.values(writes);

  return {
    /** Resolves as `send` of useUserWrite does. */
    act: (action: UserAction, id: string) => writes[action].send({ id }),
    isActing: computed(() => all.some(({ isSending }) => isSending.value)),
    fault: computed(() => all.map(({ fault }) => fault.value).find((fault) => fault !== undefined)),
  };
}

export type UserAction = 'deactivate' | 'reactivate' | 'delete' | 'restore';
