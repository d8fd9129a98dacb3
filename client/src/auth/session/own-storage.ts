import { watch } from 'vue';
import { ownName } from '../../lib/server/base-path';
import type { Session } from './session';

/** What one person leaves on this device for their own eyes. */
const PREFIX = ownName('own.');

interface Owned {
  owner: string;
  value: unknown;
}

/** What was kept for this person under this name; undefined where nothing was, or for another. */
export function readOwn(name: string, owner: string | undefined): unknown {
  try {
    const text = storageOf(owner).getItem(PREFIX + name);
    const kept = JSON.parse(text ?? 'null') as Owned | null;
    return kept?.owner === (owner ?? '') ? kept.value : undefined;
  } catch {
    return undefined; // Storage may be forbidden, or hold what another version wrote.
  }
}

/** Keeps it for the next visit; where storage is forbidden or full it lasts for this one. */
export function writeOwn(name: string, owner: string | undefined, value: unknown): void {
  try {
    storageOf(owner).setItem(PREFIX + name, JSON.stringify({ owner: owner ?? '', value } satisfies Owned));
  } catch {
    // Nothing is lost but the memory of it.
  }
}

/** Forgets all of it when its person signs out, here or in another tab, or when their session is over at the start. */
export function forgetOwnAtSignOut({ state }: Session): void {
  watch(state, (now) => now === 'out' && forget(), { flush: 'sync' });
}

function forget(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // Where storage is forbidden, nothing was kept.
  }
}

/** Who is signed in finds it at the next visit; what nobody left is gone with the tab. */
function storageOf(owner: string | undefined): Storage {
  return owner === undefined ? sessionStorage : localStorage;
}
