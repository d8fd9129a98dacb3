import { vocabularyOf } from './engine-words.js';

/** An error of a browser as it is logged. */
export interface BrowserError {
  name: string;
  message: string;
  /** Places in the console's own files: `console-BkT3x.js:1:2345`. */
  stack: string[];
  version: string;
  /** The pattern of the page's route, such as `/users/:id`. */
  route: string;
}

const MAX_FRAMES = 10;

const NAME = /^[A-Za-z]{0,35}(?:Error|Exception)$/;
const VERSION = /^\d{1,5}\.\d{1,5}\.\d{1,5}(?:-[a-z0-9.]{1,20})?$/;
const FRAME = /^[\w.-]{1,80}\.js:\d{1,7}:\d{1,7}$/;

/** Vue Router's patterns: words in lower case, and parameters with their choices; both may be optional. */
const ROUTE = /^(?:\/|(?:\/(?:[a-z][a-z-]{0,30}|:[a-zA-Z]{1,20}(?:\([a-z|.*-]{1,80}\))?[?*]?)){1,6})$/;

/**
 * Checks what a browser sent. The console's own code sends nothing else, so a report that does not fit is refused.
 * @returns undefined if it does not fit
 */
export function readBrowserError(body: unknown): BrowserError | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { name, message, stack, version, route } = body as Record<string, unknown>;
  if (!fits(name, NAME) || !fits(version, VERSION) || !fits(route, ROUTE)) return undefined;
  if (typeof message !== 'string' || !Array.isArray(stack)) return undefined;
  if (stack.length === 0 || stack.length > MAX_FRAMES) return undefined;
  const frames: unknown[] = stack;
  if (!frames.every((frame) => fits(frame, FRAME))) return undefined;
  return { name, message: vocabularyOf(message), stack: frames, version, route };
}

function fits(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value);
}
