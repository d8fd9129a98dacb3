import { computed } from 'vue';
import { useSession, useViewer } from '../../auth/session/useSession';
import { navigation } from './navigation';

/** The pages that the viewer may use, in groups that are not empty. */
export function useNavigation() {
  const { may } = useViewer();
  const { state } = useSession();
  return computed(() =>
    navigation()
      .map(({ label, pages }) => ({
        label,
        pages: pages.filter(({ needs, isOpen }) =>
          // Without a session, all others would lead to the sign-in page.
          state.value === 'out' ? isOpen : needs === undefined || may(needs),
        ),
      }))
      .filter(({ pages }) => pages.length > 0),
  );
}
