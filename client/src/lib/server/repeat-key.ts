import { randomUuid } from '../random-uuid';

/**
 * The Idempotency-Key of a create: it stays the same while the same is sent and no answer has come, so that "try again"
 * makes nothing twice.
 */
export class RepeatKey {
  #unanswered: { sent: string; key: string } | undefined;

  /** What to send the input with. */
  contextFor(input: object): { headers: { 'idempotency-key': string } } {
    const sent = JSON.stringify(input);
    if (this.#unanswered?.sent !== sent) this.#unanswered = { sent, key: randomUuid() };
    return { headers: { 'idempotency-key': this.#unanswered.key } };
  }

  /** Whatever it says: the next create is another one. */
  answered(): void {
    this.#unanswered = undefined;
  }
}
