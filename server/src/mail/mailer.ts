import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Transporter } from 'nodemailer';
import { Tally } from '../figures/tally.js';
import type { MailText } from './mail.text.js';

export interface MailSettings {
  /** smtp:// or smtps://, with user and password if the server needs them. */
  readonly url: string;
  /** `rollcall@example.org`, or with a name: `Rollcall <rollcall@example.org>`. */
  readonly from: string;
}

interface Recipient {
  email: string;
  displayName: string;
}

/** The limit for each of: DNS lookup, connecting, the server's greeting. */
const CONNECT_MS = 10_000;

/** The limit for silence during a delivery. */
const SILENCE_MS = 20_000;

/** The limit of simultaneous connections to the mail server. Further mails wait. */
const CONNECTIONS = 4;

/** How long closing waits for running deliveries. */
const CLOSE_MS = 4_000;

/** Mails of this process by result. */
export const mails = new Tally(['sent', 'failed']);

/** Sends mail through the SMTP server of the settings, if there is one. */
export class Mailer {
  readonly #log: FastifyBaseLogger;
  readonly #from: string;
  readonly #url: string | undefined;
  #transport: Promise<Transporter> | undefined;
  readonly #underWay = new Set<Promise<void>>();
  #queued = 0;

  constructor(settings: MailSettings | undefined, log: FastifyBaseLogger) {
    this.#log = log;
    this.#from = settings?.from ?? '';
    this.#url = settings?.url;
  }

  /** Whether there is a mail server to send through. */
  get isSetUp(): boolean {
    return this.#url !== undefined;
  }

  /** Mails that wait for a connection to the mail server, or for its answer. */
  get queued(): number {
    return this.#queued;
  }

  /** Resolves with whether the mail server accepted it. A failure is logged, without the address. */
  async send({ email, displayName }: Recipient, mail: MailText): Promise<boolean> {
    if (this.#url === undefined) return false;
    this.#queued += 1;
    try {
      this.#transport ??= connect(this.#url);
      const transport = await this.#transport;
      await transport.sendMail({
        ...mail,
        from: this.#from,
        to: { name: displayName, address: email },
        // Nobody reads replies, and absence notices must not be sent.
        headers: { 'auto-submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      mails.add('sent');
      return true;
    } catch (error) {
      mails.add('failed');
      // Its text repeats the mail server's message, which contains the address.
      const { code, command, responseCode } = error as {
        code?: string;
        command?: string;
        responseCode?: number;
      };
      this.#log.warn({ code, command, responseCode }, 'A mail could not be sent.');
      return false;
    } finally {
      this.#queued -= 1;
    }
  }

  /** Runs work after the answer. Closing waits for it. Its errors are logged. */
  later(work: () => Promise<void>): void {
    const done = work()
      .catch((error: unknown) => this.#log.error({ err: error }, 'What was to follow a request failed.'))
      .finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
  }

  /** Waits a limited time for running work, and closes the connections to the mail server. */
  async close(): Promise<void> {
    const timer = new AbortController();
    const late = delay(CLOSE_MS, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([Promise.all(this.#underWay), late]);
    timer.abort();
    (await this.#transport?.catch(() => undefined))?.close();
  }
}

/** Loaded with the first mail: nodemailer, and the whole of Node's fetch with it, take 14 MB. */
async function connect(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    dnsTimeout: CONNECT_MS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  });
}
