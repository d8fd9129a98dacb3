import { computed, onScopeDispose, shallowReactive } from 'vue';

/** Something that a person can do from the keyboard: found in the command palette, and run by its keys. */
export interface Command {
  /** Unique, such as `users.new`. */
  id: string;
  /** In the language on screen. */
  label: string;
  /** Shown after it: it distinguishes people of the same name. */
  suffix?: string;
  /** Its heading, in the language on screen. */
  group: string;
  icon?: string;
  /**
   * Each runs it: `n`, `/`, `?`, `escape`, `space`, `arrowdown`, `mod+k` (`mod` is Command on a Mac and Control elsewhere),
   * `g p` (one after the other).
   * Letters and signs alone are out of action while a field has the focus or a dialog is open.
   */
  keys?: readonly string[] | undefined;
  /** Whether the keys do anything at the moment; left out: they do. The palette offers it all the same. */
  areKeysLive?: () => boolean;
  /** A selector: the keys work also while a dialog that holds such an element is open. */
  inDialog?: string;
  /** Listed among the keys, and not in the palette: moving by a row, say. */
  keysOnly?: boolean;
  /** Left out where the component sees to its keys itself. */
  run?: () => void;
}

const sources = shallowReactive(new Set<() => readonly Command[]>());

/** All that is on offer now: what the page has to offer first, then what every page has. */
export const commands = computed(() => [...sources].reverse().flatMap((source) => source()));

/** Offers commands for as long as the calling component lives. The function is called again when what it read changes. */
export function useCommands(source: () => readonly Command[]): void {
  sources.add(source);
  onScopeDispose(() => sources.delete(source));
}
