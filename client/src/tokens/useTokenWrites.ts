import { useMutation } from '@vue/apollo-composable';
import { shallowRef } from 'vue';
import { faultOf } from '../apollo';
import type { CreateAccessTokenInput, FormErrorFragment } from '../gql/graphql';
import type { RequestFault } from '../lib/server/request-fault';
import { useTokenAnswers } from './useTokens';
import { CreateTokenDocument, RevokeTokenDocument } from './tokens.documents';

/** Makes a token: one request, whose answer has the token, this once, and one's own as they are then. */
export function useCreateToken() {
  const { mutate, loading } = useMutation(CreateTokenDocument, { throws: 'always' });
  const { receiveNew } = useTokenAnswers();
  const fault = shallowRef<RequestFault>();
  const refusals = shallowRef<readonly FormErrorFragment[]>([]);

  /** Resolves with the token; undefined where none was made. */
  async function create(input: CreateAccessTokenInput, password: string): Promise<string | undefined> {
    if (loading.value) return undefined;
    fault.value = undefined;
    refusals.value = [];
    try {
      const write = (await mutate({ input, proof: password ? { password } : null }))?.data?.write;
      refusals.value = write?.userErrors ?? [];
      if (write?.viewer && write.token) receiveNew(write.viewer);
      return write?.token ?? undefined;
    } catch (error) {
      fault.value = faultOf(error);
      return undefined;
    }
  }

  return { create, isSending: loading, fault, refusals };
}

/** Revokes a token: one request, whose answer has it as it is then. */
export function useRevokeToken() {
  const { mutate, loading } = useMutation(RevokeTokenDocument, { throws: 'always' });
  const { receive, receiveOwn } = useTokenAnswers();
  const fault = shallowRef<RequestFault>();
  const refusals = shallowRef<readonly FormErrorFragment[]>([]);

  /** Resolves with whether it was done. */
  async function revoke(id: string): Promise<boolean> {
    fault.value = undefined;
    refusals.value = [];
    try {
      const write = (await mutate({ id }))?.data?.write;
      refusals.value = write?.userErrors ?? [];
      if (write?.accessToken) receive(write.accessToken);
      if (write?.viewer) receiveOwn(write.viewer);
      return refusals.value.length === 0;
    } catch (error) {
      fault.value = faultOf(error);
      return false;
    }
  }

  return { revoke, isSending: loading, fault, refusals };
}
