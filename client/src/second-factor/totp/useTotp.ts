import { computed } from 'vue';
import {
  ConfirmTotpDocument,
  DisableTotpDocument,
  RenewRecoveryCodesDocument,
  StartTotpDocument,
} from '../second-factor.documents';
import { useSecurityWrite } from '../useSecurityWrite';

/** The proof of identity; an empty text is none. */
export interface Proof {
  password?: string;
  code?: string;
}

const given = ({ password, code }: Proof) => (code ? { code } : password ? { password } : {});

/** Gets a key for an app. */
export function useStartTotp() {
  const { send, refusals, ...state } = useSecurityWrite(StartTotpDocument);
  return {
    ...state,
    start: async () => {
      const { key, uri } = (await send({})) ?? {};
      return key && uri ? { key, uri } : undefined;
    },
    refusal: computed(() => refusals.value[0]?.message),
  };
}

/** Switches it on; resolves with the recovery codes, which are shown this once. */
export function useConfirmTotp() {
  const { send, ...state } = useSecurityWrite(ConfirmTotpDocument);
  return {
    ...state,
    confirm: async (code: string, proof: Proof) =>
      (await send({ input: { code }, proof: given(proof) }))?.recoveryCodes,
  };
}

export function useDisableTotp() {
  const { send, ...state } = useSecurityWrite(DisableTotpDocument);
  return { ...state, disable: async (proof: Proof) => (await send({ proof: given(proof) })) !== undefined };
}

/** Resolves with the new ones, which are shown this once. */
export function useRenewRecoveryCodes() {
  const { send, ...state } = useSecurityWrite(RenewRecoveryCodesDocument);
  return { ...state, renew: async (proof: Proof) => (await send({ proof: given(proof) }))?.recoveryCodes };
}
