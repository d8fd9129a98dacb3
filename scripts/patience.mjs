/**
 * A set-up file of every test project: `vi.waitFor` and `vi.waitUntil` wait for up to a minute by default. Vitest has no
 * setting for them and gives up after a second, which is too short on a busy machine. A condition that becomes true is noticed
 * as fast as before.
 */
import { vi } from 'vitest';

const MAX_MS = 60_000;

const { waitFor, waitUntil } = vi;

vi.waitFor = (callback, options = {}) => waitFor(callback, withPatience(options));
vi.waitUntil = (callback, options = {}) => waitUntil(callback, withPatience(options));

/** @param {number | { timeout?: number, interval?: number }} options */
function withPatience(options) {
  return typeof options === 'number' ? options : { timeout: MAX_MS, ...options };
}
