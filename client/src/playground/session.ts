import { createClient } from 'graphql-ws';
import type { Session } from '../auth/session';

export const URL_PATH = '/graphql';

/**
 * Sends what the visitor runs in their own name; a header of theirs, such as a script's token that they try out, goes
 * as it is. Where the session's token is refused it is renewed, and the request sent once more.
 */
export function sessionFetch(session: Session): typeof fetch {
  const send = (input: RequestInfo | URL, init: RequestInit | undefined, token: string) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(input, { ...init, headers });
  };
  return async (input, init) => {
    const token = new Headers(init?.headers).has('authorization') ? undefined : await tokenOf(session);
    if (token === undefined) return fetch(input, init);
    const response = await send(input, init, token);
    if (!(await isRefusal(response.clone()))) return response;
    const renewed = await session.renew(token).catch(() => undefined);
    return renewed === undefined ? response : send(input, init, renewed);
  };
}

/** For subscriptions; nobody's where nobody is signed in, which the server then refuses in its own words. */
export function sessionSocket(session: Session) {
  const { protocol, host } = location;
  return createClient({
    url: `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}${URL_PATH}`,
    connectionParams: async () => {
      const token = await tokenOf(session);
      return token === undefined ? {} : { authorization: `Bearer ${token}` };
    },
  });
}

const tokenOf = (session: Session) => session.token().catch(() => undefined);

async function isRefusal(response: Response): Promise<boolean> {
  try {
    const { errors } = (await response.json()) as { errors?: { extensions?: { code?: string } }[] };
    return errors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED') ?? false;
  } catch {
    return false;
  }
}
