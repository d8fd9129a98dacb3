import { useApolloClient } from '@vue/apollo-composable';
import { timeZone } from '../../lib/language/time-zone';
import { SideListsDocument } from '../views.documents';
import { useSideLists } from './useSideLists';

/** Reads the lists of the side bar by themselves, where no page of the list brings them. */
export function useReadSideLists() {
  const { resolveClient } = useApolloClient();
  const side = useSideLists();

  /** A failure leaves them as they are. */
  async function read(): Promise<void> {
    const settle = side.beginRead();
    const options = {
      query: SideListsDocument,
      variables: { timeZone: timeZone.value },
      fetchPolicy: 'no-cache' as const,
    };
    const answer = await resolveClient()
      .query(options)
      .catch(() => undefined);
    if (answer) settle(answer.data);
  }

  return { read };
}
