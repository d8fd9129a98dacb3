import { API_PATH } from '../../lib/server/base-path';
import { textOf } from '../../lib/document-text';
import { RefreshSessionDocument } from '../auth.documents';
import type { Renewal } from './session';

/** The server's own time limit for a request. */
const TIMEOUT_MS = 30_000;

const query = textOf(RefreshSessionDocument);

declare global {
  interface Window {
    /** What before-paint.js has asked for while the code loaded. */
    rollcallRenewal?: Promise<Response>;
  }
}

/**
 * Asks for a new access token by the cookie. Not by Apollo, whose link waits for this.
 * @throws where no answer came, or none that says who is signed in
 */
export async function refreshSession(language: string): Promise<Renewal> {
  const begun = window.rollcallRenewal;
  delete window.rollcallRenewal;
  const response = (await begun?.catch(() => undefined)) ?? (await renew(language));
  const statusCode = response.status;
  const result = (await response.json().catch(() => ({}))) as { data?: { entry: Renewal } | null };
  // In the shape of Apollo's ServerError, which apollo.ts makes faults of.
  if (!result.data)
    throw Object.assign(new Error('The session was not renewed.'), { statusCode, response, result });
  return result.data.entry;
}

async function renew(language: string): Promise<Response> {
  return fetch(API_PATH, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': language },
    body: JSON.stringify({ operationName: 'RefreshSession', query }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}
