import { ApolloLink, Observable } from '@apollo/client/core';
import type {
  UserRowFragment,
  UsersQuery,
  UsersQueryVariables,
  WrittenUserFragment,
} from '../../gql/graphql';
import { settlePage, WriteNews } from './heard-writes';
import { listKey } from './list-query';

/** What is heard of writes, for the one Apollo client. */
export const writeNews = new WriteNews<WrittenUserFragment, UserRowFragment>();

/** Brings each page of users up to the writes that were heard of while it was under way, before the cache has it. */
export function settlingLink(): ApolloLink {
  return new ApolloLink((operation, forward) => {
    if (operation.operationName !== 'Users') return forward(operation);
    // The one operation of that name is in users.documents.ts.
    const { after, ...list } = operation.variables as UsersQueryVariables;
    return new Observable((observer) => {
      const { heard, end } = writeNews.begin(listKey(list));
      const request = forward(operation).subscribe({
        next: (answer) => {
          const data = answer.data as UsersQuery | null | undefined;
          const users = data?.users && settlePage<UserRowFragment>(data.users, heard, after == null);
          observer.next(users ? { ...answer, data: { ...data, users } } : answer);
        },
        error: (error) => observer.error(error),
        complete: () => observer.complete(),
      });
      return () => {
        end();
        request.unsubscribe();
      };
    });
  });
}
