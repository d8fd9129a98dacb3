import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { shallowRef } from 'vue';
import { useAsk } from '../lib/server/ask-server';

/** Sends a write without a session, and says whether one is under way. */
export function useSending<Data, Variables extends object>(document: TypedDocumentNode<Data, Variables>) {
  const ask = useAsk();
  const isSending = shallowRef(false);

  /** @throws what `faultOf` reads */
  async function send(variables: Variables): Promise<Data> {
    isSending.value = true;
    try {
      return await ask(document, variables);
    } finally {
      isSending.value = false;
    }
  }

  return { send, isSending };
}
