import type { MessageKey, MessageParams } from '../messages/messages.js';
import type { UserErrorCode } from './user-error.enum.js';

/** A refusal as the rules state it; the request's language makes a UserError of it. */
export interface Refusal {
  code: UserErrorCode;
  path: string[];
  key: MessageKey;
  params?: MessageParams;
  /** A value that would be accepted. */
  suggestion?: string | undefined;
}

/** Thrown to undo a transaction whose write is refused. */
export class RefusedError extends Error {
  constructor(readonly refusals: Refusal[]) {
    super('refused');
  }
}
