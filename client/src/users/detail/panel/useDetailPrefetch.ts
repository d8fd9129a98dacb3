import { useApolloClient } from '@vue/apollo-composable';
import { idle } from '../../../lib/idle';
import { useDetailDocument } from '../useDetailDocument';

/** Reads users who will probably be opened next, when the browser is idle and one at a time. */
export function useDetailPrefetch() {
  const { resolveClient } = useApolloClient();
  const { document } = useDetailDocument();
  let isReading = false;

  /** A user in the cache costs no request. */
  async function prefetch(id: string | undefined): Promise<void> {
    if (id === undefined || isReading) return;
    isReading = true;
    await idle();
    const options = { query: document, variables: { id } };
    // Where it fails, opening the user asks again and tells why.
    await resolveClient()
      .query(options)
      .catch(() => undefined);
    isReading = false;
  }

  return { prefetch };
}
