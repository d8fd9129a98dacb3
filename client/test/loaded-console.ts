import { shallowRef } from 'vue';
import ConsoleShell from '../src/frame/ConsoleShell.vue';
import type { ConsoleLoader } from '../src/load-console';

/** The code of the console, as it is once it is loaded. */
export function loadedConsole(): ConsoleLoader {
  return {
    shell: shallowRef(ConsoleShell),
    isLoading: shallowRef(false),
    load: async () => undefined,
    loadAhead: () => undefined,
  };
}
