import { computed } from 'vue';
import { useSession, useViewer } from '../../auth/session/useSession';
import { navigation } from './navigation';

/** The pages that are of use to who is signed in, in groups that have any. */
export function useNavigation() {
  const { may } = useViewer();
  const { state } = useSession();
  return computed(() =>
    navigation()
      .map(({ label, pages }) => ({
        label,
        pages: pages.filter(({ needs, isOpen }) =>
          // Where nobody is signed in, all others would lead to the way in.
          state.value === 'out' ? isOpen : needs === undefined || may(needs),
        ),
      }))
      .filter(({ pages }) => pages.length > 0),
  );
}
