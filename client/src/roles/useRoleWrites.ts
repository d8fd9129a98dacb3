import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useMutation } from '@vue/apollo-composable';
import { shallowRef } from 'vue';
import { faultOf } from '../apollo';
import type { CreateRoleMutation, FormErrorFragment } from '../gql/graphql';
import { RepeatKey } from '../lib/server/repeat-key';
import type { RequestFault } from '../lib/server/request-fault';
import {
  CreateRoleDocument,
  DeleteRoleDocument,
  RoleListDocument,
  UpdateRoleDocument,
} from './roles.documents';

type Answer = CreateRoleMutation['write'];

/** Sends a write of a role: one request, whose answer brings every role as it is then. */
function useRoleWrite<Variables extends object>(
  document: TypedDocumentNode<{ write: Answer }, Variables>,
  repeatKey?: RepeatKey,
) {
  const { mutate, loading } = useMutation(document, {
    throws: 'always',
    update: (cache, { data }) => {
      if (data) cache.writeQuery({ query: RoleListDocument, data: { roles: data.write.roles } });
    },
  });
  const fault = shallowRef<RequestFault>();
  const refusals = shallowRef<readonly FormErrorFragment[]>([]);

  /** Resolves with whether it was done. */
  async function send(variables: Variables): Promise<boolean> {
    if (loading.value) return false;
    fault.value = undefined;
    refusals.value = [];
    try {
      const answer = await mutate(variables, repeatKey && { context: repeatKey.contextFor(variables) });
      repeatKey?.answered();
      refusals.value = answer?.data?.write.userErrors ?? [];
      return refusals.value.length === 0;
    } catch (error) {
      fault.value = faultOf(error);
      return false;
    }
  }

  return { send, isSending: loading, fault, refusals };
}

export const useCreateRole = () => useRoleWrite(CreateRoleDocument, new RepeatKey());
export const useUpdateRole = () => useRoleWrite(UpdateRoleDocument);
export const useDeleteRole = () => useRoleWrite(DeleteRoleDocument);
