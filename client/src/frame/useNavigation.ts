import { computed } from 'vue';
import { useSession, useViewer } from '../auth/useSession';
import { NAVIGATION } from './navigation';

/** The pages that are of use to who is signed in. */
export function useNavigation() {
  const { may } = useViewer();
  const { state } = useSession();
  return computed(() =>
    // Where nobody is signed in, each of them would lead to the way in.
    state.value === 'out' ? [] : NAVIGATION.filter(({ needs }) => needs === undefined || may(needs)),
  );
}
