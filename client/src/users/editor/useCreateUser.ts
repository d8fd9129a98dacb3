import type { CreateUserInput } from '../../gql/graphql';
import { CreateUserDocument } from '../writes.documents';
import { useUserWrite } from './useUserWrite';

export function useCreateUser() {
  const { send, ...state } = useUserWrite(CreateUserDocument);
  return { create: (input: CreateUserInput) => send({ input }), ...state };
}
