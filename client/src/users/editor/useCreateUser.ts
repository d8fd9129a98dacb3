import type { CreateUserInput } from '../../gql/graphql';
import { RepeatKey } from '../../lib/server/repeat-key';
import { CreateUserDocument } from '../writes.documents';
import { useUserWrite } from './useUserWrite';

export function useCreateUser() {
  const { send, ...state } = useUserWrite(CreateUserDocument, new RepeatKey());
  return { create: (input: CreateUserInput) => send({ input }), ...state };
}
