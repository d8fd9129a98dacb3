import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { vi } from 'vitest';

export interface MailServer {
  /** For SMTP_URL. */
  url: string;
  /** The accepted mails, oldest first. */
  mails: Email[];
  /** Refuses every recipient with this text from now on; undefined accepts all mails. */
  refuse: (reason: string | undefined) => void;
  /** Waits for `count` mails to an address, containing `holding` if given, and returns the last one. */
  mailTo: (address: string, count?: number, holding?: string) => Promise<Email>;
  close: () => Promise<void>;
}

/** An SMTP server on a free port of this machine. */
export async function startMailServer(): Promise<MailServer> {
  const mails: Email[] = [];
  let refusal: string | undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refusal === undefined ? null : new Error(refusal)),
    onData: (stream, _session, done) => {
      void text(stream)
        .then((source) => PostalMime.parse(source))
        .then((mail) => done(void mails.push(mail) as undefined));
    },
  });
  // A client that disconnects early is not a fault of the test.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse: (reason) => (refusal = reason),
    mailTo: (address, count = 1, holding = '') =>
      vi.waitFor(() => {
        const found = mails.filter(
          ({ to, text: body = '' }) => body.includes(holding) && to?.some((each) => each.address === address),
        );
        const last = found[count - 1];
        if (!last) throw new Error(`${address} has ${found.length} of ${count} mails.`);
        return last;
      }),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The only link of a mail, with its path and secret. */
export function linkIn({ text: body = '' }: Email): { link: string; path: string; secret: string } {
  const links = [...body.matchAll(/https?:\/\/[^/\s]+(\/[\w-]+)#([\w-]{43})/g)];
  const [found, ...others] = links;
  if (!found || others.length > 0) throw new Error(`There is not one link in: ${body}`);
  const [link, path = '', secret = ''] = found;
  return { link, path, secret };
}
