import { useSession } from '../../auth/session/useSession';
import { CancelEmailChangeDocument, ChangeEmailDocument } from '../second-factor.documents';
import { useSecurityWrite } from '../useSecurityWrite';

/** Changes one's own address: at once, or when it is confirmed by mail. */
export function useChangeEmail() {
  const session = useSession();
  const { send, ...state } = useSecurityWrite(ChangeEmailDocument);

  /** Resolves with how it went; undefined where it was refused. */
  async function change(email: string, password: string): Promise<'done' | 'sent' | undefined> {
    const answer = await send({ input: { email }, proof: password ? { password } : null });
    if (!answer) return undefined;
    if (answer.viewer) session.update(answer.viewer);
    return answer.security.pendingEmail ? 'sent' : 'done';
  }

  return { ...state, change };
}

/** Takes back what is not confirmed yet. */
export function useCancelEmailChange() {
  const { send, ...state } = useSecurityWrite(CancelEmailChangeDocument);
  return { ...state, cancel: () => send({}) };
}
