import { useEventListener, useLocalStorage } from '@vueuse/core';
import { ownName } from './base-path';
import { isSingleKey, isTaken, pressed } from './keys';
import { commands } from './useCommands';

/** Whether letters and signs alone run commands: who dictates, or hits keys by chance, switches them off. */
export const singleKeys = useLocalStorage(ownName('singleKeys'), true);

/** Runs the commands on offer by their keys. For the frame, once. */
export function useShortcuts(): void {
  useEventListener(window, 'keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    for (const { keys = [], run } of commands.value) {
      const hit = keys.find((each) => pressed(event, each));
      if (!run || hit === undefined) continue;
      if (!hit.startsWith('mod+') && isTaken(event)) continue;
      if (isSingleKey(hit) && !singleKeys.value) continue;
      event.preventDefault();
      run();
      return;
    }
  });
}
