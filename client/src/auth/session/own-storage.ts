import { watch } from 'vue';
import { ownName } from '../../lib/server/base-path';
import type { Session } from './session';

/** Data on this device that belongs to one user. */
const PREFIX = ownName('own.');

interface Owned {
  owner: string;
  value: unknown;
}

/** The user's value under this name; undefined if there is none, or it is another user's. */
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
    // The value lasts for this visit.
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

/** A signed-in user finds it at the next visit; without a user it ends with the tab. */
function storageOf(owner: string | undefined): Storage {
  return owner === undefined ? sessionStorage : localStorage;
}
