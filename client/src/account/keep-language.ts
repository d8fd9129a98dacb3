import type { createApollo } from '../apollo';
import type { Session } from '../auth/session/session';
import type { KeepLanguage } from '../lib/language/useLanguage';
import { UpdateViewerDocument } from './account.documents';

/**
 * Keeps the language on the account, in one request. Where that fails the choice lasts on this device: the console reports an
 * unreachable server by itself, and the next choice is sent again.
 */
export function keepLanguage(
  client: Pick<ReturnType<typeof createApollo>, 'mutate'>,
  session: Session,
): KeepLanguage {
  return (language) => {
    const variables = { input: { locale: language } };
    void client.mutate({ mutation: UpdateViewerDocument, variables }).then(
      ({ data }) => data?.updateViewer.viewer && session.update(data.updateViewer.viewer),
      () => undefined,
    );
  };
}
