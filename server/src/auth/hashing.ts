import { hash, verify } from '@node-rs/argon2';
import { normalForm } from '../texts/normal-form.js';
import { PASSWORD } from '../users/password.rule.js';

// OWASP's password storage advice of 2025: argon2id with 19 MiB, two passes, one lane. About 20 ms of one processor.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** More at once would only take turns on the processors, and a thread of libuv's four must stay free for others. */
const AT_ONCE = 2;

/** At 20 ms each, whoever waits last waits for about two seconds. */
const MOST_WAITING = 200;

/** One network cannot fill the queue. */
const MOST_WAITING_A_NETWORK = 20;

export class HashingBusyError extends Error {}

/**
 * Hashes passwords off the event loop, a few at a time. Networks take turns, so that a flood of attempts from one
 * makes nobody else wait for more than one hash of each. Throws HashingBusyError when too many wait.
 */
export class PasswordHashing {
  readonly #waiting = new Map<string, (() => void)[]>();
  #count = 0;
  #running = 0;
  readonly #argon2: typeof hash;

  /** @param argon2 a test passes its own to see in which order hashes begin. */
  constructor(argon2: typeof hash = hash) {
    this.#argon2 = argon2;
  }

  /** @param network whose turn it takes. */
  async hash(password: string, network: string): Promise<string> {
    const text = hashed(password);
    if (text === undefined) throw new Error('a password that nobody has checked');
    return this.#inTurn(network, () => this.#argon2(text, PARAMETERS));
  }

  /** Takes the same time whether there is a hash or not, and for a password that is too long to be one. */
  verify(password: string, stored: string | null | undefined, network: string): Promise<boolean> {
    return this.#inTurn(network, async () => {
      const text = hashed(password);
      const right = await verify(stored ?? (await DECOY), text ?? '');
      return right && text !== undefined && stored != null;
    });
  }

  async #inTurn<T>(network: string, work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) await this.#wait(network);
    else this.#running += 1;
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #wait(network: string): Promise<void> {
    const queue = this.#waiting.get(network) ?? [];
    if (this.#count >= MOST_WAITING || queue.length >= MOST_WAITING_A_NETWORK) throw new HashingBusyError();
    this.#count += 1;
    return new Promise((resolve) => {
      queue.push(resolve);
      this.#waiting.set(network, queue);
    });
  }

  /** Gives the turn to the network that has waited longest for one. */
  #next(): void {
    const [first] = this.#waiting;
    if (!first) {
      this.#running -= 1;
      return;
    }
    const [network, queue] = first;
    const start = queue.shift();
    this.#waiting.delete(network);
    if (queue.length > 0) this.#waiting.set(network, queue);
    this.#count -= 1;
    start?.();
  }
}

/** As it is hashed; undefined for one that is longer than any password. */
function hashed(password: string): string | undefined {
  return normalForm(password, PASSWORD.max);
}

/** What a password is compared with where there is none, made with the same parameters. */
const DECOY = hash('nobody has this password', PARAMETERS);
