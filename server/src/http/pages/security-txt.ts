import type { FastifyInstance } from 'fastify';
import { message } from '../../messages/messages.js';
import { refuseOtherMethods } from '../error-answers.js';

const PATH = '/.well-known/security.txt';
const DAY_MS = 24 * 60 * 60 * 1000;
/** RFC 9116 recommends less than a year. Clients with a cached copy fetch it again by then. */
const DAYS = 180;

/**
 * `/.well-known/security.txt` (RFC 9116) says where to report a vulnerability. Without SECURITY_CONTACT there is no such file,
 * as only the operators know the contact.
 */
export function securityTxtRoute(
  app: FastifyInstance,
  { securityContact, publicUrl }: { securityContact: string | undefined; publicUrl: string | undefined },
): void {
  refuseOtherMethods(app, PATH, ['GET', 'HEAD']);
  app.get(PATH, (_request, reply) => {
    if (securityContact === undefined) return reply.code(404).send({ error: 'Not Found' });
    // The same for a whole day, on each server.
    const expires = new Date((Math.floor(Date.now() / DAY_MS) + DAYS) * DAY_MS).toISOString();
    const canonical = publicUrl === undefined ? '' : `Canonical: ${publicUrl}${PATH}\n`;
    const text = `Contact: ${securityContact}\nExpires: ${expires}\nPreferred-Languages: en\n${canonical}`;
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'max-age=86400').send(text);
  });
}

/** A mail address or web page in the form of RFC 9116: a URI, with https if it is a web page. Undefined if none is set. */
export function readSecurityContact(source: NodeJS.ProcessEnv, faults: string[]): string | undefined {
  const text = source['SECURITY_CONTACT']?.trim();
  if (!text) return undefined;
  const url = URL.parse(/^[^\s:@]+@[^\s:@]+$/.test(text) ? `mailto:${text}` : text);
  const isContact =
    url?.protocol === 'mailto:' ? url.pathname.includes('@') : url?.protocol === 'https:' && !url.username;
  if (url && isContact) return url.href;
  faults.push(message('en', 'env.securityContact', { value: text }));
  return undefined;
}
