import { message, type MessageKey, type MessageParams } from '../messages/messages.js';

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

/** The first line of any thrown value, for use inside our own line. */
export function reasonOf(error: unknown): string {
  // Several addresses of one host failed, each with its own error. The aggregate itself has no text.
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.trim().split('\n', 1)[0] ?? '';
}
