import { message, type MessageKey, type MessageParams } from './messages/messages.js';

/**
 * Why Rollcall cannot start, in one line that is enough for the person who started it: main prints the
 * message alone, with no stack. It holds no secret.
 */
export class StartupError extends Error {
  override name = 'StartupError';

  constructor(key: MessageKey, params: MessageParams = {}, options?: ErrorOptions) {
    super(message('en', key, params), options);
  }
}

/** The first line of whatever was thrown, for use inside a line of our own. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.trim().split('\n', 1)[0] ?? '';
}
