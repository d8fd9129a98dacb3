import { onScopeDispose, shallowReactive } from 'vue';
import type { Command } from './useCommands';

/**
 * Finds commands for what was typed into the palette, as there are too many to be listed: people, say.
 * @param signal aborted as soon as something else is typed
 */
export type FindCommands = (text: string, signal: AbortSignal) => Promise<readonly Command[]>;

const sources = shallowReactive(new Set<FindCommands>());

/** Offers a search for as long as the calling component lives. */
export function useCommandSearch(find: FindCommands): void {
  sources.add(find);
  onScopeDispose(() => sources.delete(find));
}

/** All that is found. A search that fails finds nothing, and what was found by others stays. */
export async function findCommands(text: string, signal: AbortSignal): Promise<Command[]> {
  const found = await Promise.all([...sources].map((find) => find(text, signal).catch(() => [])));
  return found.flat();
}
