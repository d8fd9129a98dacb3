import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { faultOf } from '../../apollo';
import type { FormErrorFragment } from '../../gql/graphql';
import { makePasskey } from '../../lib/passkeys';
import type { RequestFault } from '../../lib/server/request-fault';
import {
  AddPasskeyDocument,
  RemovePasskeyDocument,
  RenamePasskeyDocument,
  StartPasskeyDocument,
} from '../second-factor.documents';
import { useSecurityWrite } from '../useSecurityWrite';

/** Makes a passkey with the browser and adds it. */
export function useAddPasskey() {
  const { t } = useI18n();
  const starting = useSecurityWrite(StartPasskeyDocument);
  const adding = useSecurityWrite(AddPasskeyDocument);
  const isBusy = shallowRef(false);
  const broken = shallowRef<RequestFault>();
  const notMade = shallowRef<FormErrorFragment[]>([]);

  /** Resolves with whether it was added. */
  async function add(name: string, password: string): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    broken.value = undefined;
    notMade.value = [];
    adding.refusals.value = [];
    try {
      const start = await starting.send({ proof: password ? { password } : null });
      if (!start?.options) return false;
      const answer = await makePasskey(start.options);
      if (typeof answer === 'object') return !!(await adding.send({ input: { answer, name } }));
      const message = t(answer === 'known' ? 'security.passkeys.known' : 'security.passkeys.notMade');
      notMade.value = [{ code: 'INVALID', message, path: [] }];
      return false;
    } catch (error) {
      broken.value = faultOf(error);
      return false;
    } finally {
      isBusy.value = false;
    }
  }

  return {
    add,
    isBusy,
    fault: computed(() => broken.value ?? starting.fault.value ?? adding.fault.value),
    refusals: computed(() => [...starting.refusals.value, ...notMade.value, ...adding.refusals.value]),
  };
}

export function useRenamePasskey() {
  const { send, ...state } = useSecurityWrite(RenamePasskeyDocument);
  return {
    ...state,
    rename: async (id: string, name: string) => (await send({ input: { id, name } })) !== undefined,
  };
}

export function useRemovePasskey() {
  const { send, ...state } = useSecurityWrite(RemovePasskeyDocument);
  return {
    ...state,
    remove: async (id: string, password: string) =>
      (await send({ id, proof: password ? { password } : null })) !== undefined,
  };
}
