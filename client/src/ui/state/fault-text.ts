import type { MessageKey } from '../../messages/messages';
import type { RequestFault } from '../../lib/server/request-fault';

/** What to do about a failed request. Only a fault with a request number names it: the number is shown below the text. */
export function faultText({ kind, requestId }: Pick<RequestFault, 'kind' | 'requestId'>): MessageKey {
  return kind === 'failed' && !requestId ? 'auth.fault.failed' : `fault.${kind}.text`;
}
