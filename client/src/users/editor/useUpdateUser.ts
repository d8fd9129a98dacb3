import type { UpdateUserInput } from '../../gql/graphql';
import { UpdateUserDocument } from '../writes.documents';
import { useUserWrite } from './useUserWrite';

export function useUpdateUser() {
  const { send, ...state } = useUserWrite(UpdateUserDocument);
  return { update: (input: UpdateUserInput) => send({ input }), ...state };
}
