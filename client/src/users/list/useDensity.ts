import { useLocalStorage } from '@vueuse/core';
import { ownName } from '../../lib/base-path';
import { DENSITIES, type Density } from './user-columns';

/** How close the rows stand, as somebody chose it on this device. It asks nothing of the server. */
export function useDensity() {
  return useLocalStorage<Density>(ownName('density'), 'roomy', {
    serializer: {
      // What another version wrote may be none of ours.
      read: (text) => DENSITIES.find((each) => each === text) ?? 'roomy',
      write: (density) => density,
    },
  });
}
