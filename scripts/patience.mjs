/**
 * A set-up file of every test project: `vi.waitFor` and `vi.waitUntil` wait for up to a minute unless told otherwise.
 * Vitest has no setting for them and gives up after a second, in which a busy machine may not come to it. A condition
 * that comes true is seen as soon as ever.
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
