import { hash, verify } from '@node-rs/argon2';
import { normalForm } from '../../texts/normal-form.js';
import { PASSWORD } from '../../users/validation/password.rule.js';
import { siteOf } from '../sign-in/sign-in-limit.js';

// OWASP's password storage advice of 2025: argon2id with 19 MiB, two passes, one lane. About 20 ms of one processor.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** More at once would only compete for the processors, and libuv's four threads must keep one free for other work. */
const AT_ONCE = 2;

/** At 20 ms each and two at once, the last in the queue waits for about two seconds. */
const MAX_WAITING = 200;

/** So that one network cannot fill the queue. */
const MAX_WAITING_PER_NETWORK = 20;

/** So that one site with its thousands of networks cannot fill it either. */
const MAX_WAITING_PER_SITE = 40;

export class HashingBusyError extends Error {}

/** The waiting hashes, by network. */
class Lane {
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #ofSites = new Map<string, number>();
  #count = 0;

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  wait(network: string): Promise<void> {
    const queue = this.#waiting.get(network) ?? [];
    const site = siteOf(network);
    const ofSite = this.#ofSites.get(site) ?? 0;
    const isFull =
      this.#count >= MAX_WAITING || queue.length >= MAX_WAITING_PER_NETWORK || ofSite >= MAX_WAITING_PER_SITE;
    if (isFull) throw new HashingBusyError();
    this.#count += 1;
    this.#ofSites.set(site, ofSite + 1);
    return new Promise((resolve) => {
      queue.push(resolve);
      this.#waiting.set(network, queue);
    });
  }

  /** Serves the network that has waited longest for a turn. */
  next(): void {
    const [first] = this.#waiting;
    if (!first) return;
    const [network, queue] = first;
    const start = queue.shift();
    this.#waiting.delete(network);
    if (queue.length > 0) this.#waiting.set(network, queue);
    this.#count -= 1;
    const site = siteOf(network);
    const left = (this.#ofSites.get(site) ?? 1) - 1;
    if (left > 0) this.#ofSites.set(site, left);
    else this.#ofSites.delete(site);
    start?.();
  }
}

/**
 * Hashes passwords off the event loop, a few at a time. Networks take turns, so a flood of attempts from one network makes the
 * others wait for one of its hashes each round at most. Browsers that are known to the account have their own queue, which gets
 * every other turn. Throws HashingBusyError when too many wait.
 */
export class PasswordHashing {
  readonly #known = new Lane();
  readonly #strangers = new Lane();
  #running = 0;
  #isTurnOfKnown = true;
  readonly #argon2: typeof hash;

  /** @param argon2 a test passes its own, to observe the order in which hashes begin. */
  constructor(argon2: typeof hash = hash) {
    this.#argon2 = argon2;
  }

  /** @param network whose turn it takes. */
  async hash(password: string, network: string, isKnown = false): Promise<string> {
    const text = hashed(password);
    if (text === undefined) throw new Error('a password that nobody has checked');
    return this.#inTurn(network, isKnown, () => this.#argon2(text, PARAMETERS));
  }

  /**
   * Takes the same time with and without a hash, and for a password that is longer than allowed.
   * @param isKnown whether the browser or the session is known to the account
   */
  verify(
    password: string,
    stored: string | null | undefined,
    network: string,
    isKnown = false,
  ): Promise<boolean> {
    return this.#inTurn(network, isKnown, async () => {
      const text = hashed(password);
      const right = await verify(stored ?? (await DECOY), text ?? '');
      return right && text !== undefined && stored != null;
    });
  }

  async #inTurn<T>(network: string, isKnown: boolean, work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) await (isKnown ? this.#known : this.#strangers).wait(network);
    else this.#running += 1;
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #next(): void {
    const lanes = this.#isTurnOfKnown ? [this.#known, this.#strangers] : [this.#strangers, this.#known];
    const lane = lanes.find(({ isEmpty }) => !isEmpty);
    if (!lane) {
      this.#running -= 1;
      return;
    }
    this.#isTurnOfKnown = lane !== this.#known;
    lane.next();
  }
}

/** The password in the form that is hashed; undefined if it is longer than allowed. */
function hashed(password: string): string | undefined {
  return normalForm(password, PASSWORD.max);
}

/** Compared with the password if the user has none. It has the same parameters, so it takes the same time. */
const DECOY = hash('nobody has this password', PARAMETERS);
