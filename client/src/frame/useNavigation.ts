import { computed } from 'vue';
import { useViewer } from '../auth/useSession';
import { NAVIGATION } from './navigation';

/** The pages that are of use to who is signed in. */
export function useNavigation() {
  const { may } = useViewer();
  return computed(() => NAVIGATION.filter(({ needs }) => needs === undefined || may(needs)));
}
