import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { expect } from 'vitest';

export interface MailServer {
  /** For SMTP_URL. */
  readonly url: string;
  /** Waits for a mail to an address, and returns the path and the secret of the link in the latest one. */
  linkTo(address: string): Promise<string>;
  /** Sets whether it accepts mails. */
  take(isTaking: boolean): void;
  close(): Promise<void>;
}

const LINK = /https?:\/\/[^/\s]+(\/[\w/-]+#[\w-]+)/;

/** An SMTP server on this machine, which stores its mails. */
export async function startMailServer(): Promise<MailServer> {
  const mails: Email[] = [];
  let isTaking = true;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(isTaking ? null : new Error('No such mailbox')),
    onData: (stream, _session, done) => {
      void text(stream)
        .then((source) => PostalMime.parse(source))
        .then((mail) => {
          mails.push(mail);
          done();
        });
    },
  });
  // A client that disconnects early is not a fault of the test.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  // Mails about a change have no secret in their link.
  const latestTo = (address: string) =>
    mails.findLast(
      ({ to, text: body = '' }) => LINK.test(body) && to?.some((each) => each.address === address),
    );
  return {
    url: `smtp://127.0.0.1:${port}`,
    linkTo: async (address) => {
      await expect.poll(() => latestTo(address)).toBeDefined();
      const [, path = ''] = LINK.exec(latestTo(address)?.text ?? '') ?? [];
      return path;
    },
    take: (now) => (isTaking = now),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
