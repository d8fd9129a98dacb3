import { API_PATH } from '../../lib/server/base-path';
import type { RunAs } from './run-as';

export interface Request {
  /** GraphQL's JSON. */
  body: string;
  /** What people read refusals in. */
  language: string;
  signal: AbortSignal;
}

export interface Reply {
  status: number;
  body: string;
}

/**
 * Sends what a visitor runs. By fetch and not by Apollo Client, which would merge the answer into its cache, add
 * `__typename` to what is sent, try a failed read again, and keep the status and the text of the answer to itself.
 * Where the session's token is refused it is renewed, and the request sent once more.
 * @throws where no answer came, or it was aborted
 */
export async function send({ body, language, signal }: Request, access: RunAs): Promise<Reply> {
  const ask = async (token: string | undefined): Promise<Reply> => {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'accept-language': language,
    };
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    const response = await fetch(API_PATH, { method: 'POST', headers, body, signal });
    return { status: response.status, body: await response.text() };
  };
  const token = await access();
  const reply = await ask(token);
  if (token === undefined || !isRefusal(reply)) return reply;
  const renewed = await access(token);
  return renewed === undefined || renewed === token ? reply : ask(renewed);
}

function isRefusal({ body }: Reply): boolean {
  try {
    const { errors } = JSON.parse(body) as { errors?: { extensions?: { code?: string } }[] };
    return errors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED') ?? false;
  } catch {
    return false;
  }
}
