import { hash, verify } from '@node-rs/argon2';
import { normalForm } from '../../texts/normal-form.js';
import { PASSWORD } from '../../users/validation/password.rule.js';
import { siteOf } from '../sign-in/sign-in-limit.js';

// OWASP's password storage advice of 2025: argon2id with 19 MiB, two passes, one lane. About 20 ms of one processor.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** More at once would only take turns on the processors, and a thread of libuv's four must stay free for others. */
const AT_ONCE = 2;

/** At 20 ms each, whoever waits last waits for about two seconds. */
const MAX_WAITING = 200;

/** One network cannot fill the queue, */
const MAX_WAITING_PER_NETWORK = 20;

/** nor one site with its thousands of networks. */
const MAX_WAITING_PER_SITE = 40;

export class HashingBusyError extends Error {}

/** Who waits, by network. */
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

  /** Gives the turn to the network that has waited longest for one. */
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
 * Hashes passwords off the event loop, a few at a time. Networks take turns, so that a flood of attempts from one
 * makes nobody else wait for more than one hash of each. Those who were in the account before have a queue of their own,
 * which has every other turn. Throws HashingBusyError when too many wait.
 */
export class PasswordHashing {
  readonly #known = new Lane();
  readonly #strangers = new Lane();
  #running = 0;
  #isTurnOfKnown = true;
  readonly #argon2: typeof hash;

  /** @param argon2 a test passes its own to see in which order hashes begin. */
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
   * Takes the same time whether there is a hash or not, and for a password that is too long to be one.
   * @param isKnown whether the browser, or the session, was in the account before
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

/** As it is hashed; undefined for one that is longer than any password. */
function hashed(password: string): string | undefined {
  return normalForm(password, PASSWORD.max);
}

/** What a password is compared with where there is none, made with the same parameters. */
const DECOY = hash('nobody has this password', PARAMETERS);
