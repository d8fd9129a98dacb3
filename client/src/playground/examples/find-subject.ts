import type { Session } from '../../auth/session/session';
import { asViewer } from '../running/run-as';
import { send } from '../running/send';
import type { Subject } from './example';

const query = '{ users(first: 1) { nodes { id version email displayName } } }';

/** The newest user; none where the directory is empty, out of reach or not for the viewer's eyes. */
export async function findSubject(session: Session): Promise<Subject | undefined> {
  try {
    const body = JSON.stringify({ query });
    const reply = await send({ body, language: 'en', signal: AbortSignal.timeout(5_000) }, asViewer(session));
    const { data } = JSON.parse(reply.body) as { data?: { users: { nodes: Subject[] } } | null };
    return data?.users.nodes[0];
  } catch {
    return undefined;
  }
}
