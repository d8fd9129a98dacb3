import { useEventListener, useLocalStorage } from '@vueuse/core';
import { ownName } from '../server/base-path';
import { isSingleKey, isTaken, pressed } from './keys';
import { type Command, commands } from './useCommands';

/** Whether letters and signs alone run commands: people who dictate, or hit keys by accident, can switch them off. */
export const singleKeys = useLocalStorage(ownName('singleKeys'), true);

/** So long the second key of two may take. */
const SEQUENCE_MS = 1_500;

/** Runs the commands on offer by their keys. For the frame, once. */
export function useShortcuts(): void {
  /** The first key of two, and when it was pressed. */
  let before: { key: string; at: number } | undefined;

  useEventListener(window, 'keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || isModifier(event)) return;
    const first = before && event.timeStamp - before.at < SEQUENCE_MS ? before.key : undefined;
    before = undefined;
    const offered = commands.value.flatMap((command) =>
      (command.keys ?? []).filter((keys) => isLive(event, command, keys)).map((keys) => ({ command, keys })),
    );
    const hit =
      offered.find(({ keys }) => first !== undefined && isSecondOf(event, keys, first)) ??
      offered.find(({ keys }) => !keys.includes(' ') && pressed(event, keys));
    if (hit) {
      event.preventDefault();
      hit.command.run?.();
      return;
    }
    const start = offered
      .map(({ keys }) => keys.split(' '))
      .find(([key = '', next]) => next && pressed(event, key));
    if (start?.[0]) before = { key: start[0], at: event.timeStamp };
  });
}

function isLive(event: KeyboardEvent, { run, areKeysLive, inDialog }: Command, keys: string): boolean {
  if (!run || areKeysLive?.() === false) return false;
  if (!keys.startsWith('mod+') && isTaken(event, inDialog)) return false;
  return singleKeys.value || !isSingleKey(keys);
}

function isSecondOf(event: KeyboardEvent, keys: string, first: string): boolean {
  const [one, other] = keys.split(' ');
  return one === first && other !== undefined && pressed(event, other);
}

/** Shift on the way to a capital ends no sequence. */
function isModifier({ key }: KeyboardEvent): boolean {
  return ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'].includes(key);
}
