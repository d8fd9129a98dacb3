import type { Draft } from '../history/kept';

/** Some browsers and many programs that pass an address on cut it off past this many characters. */
const MAX_URL_LENGTH = 8_000;

/**
 * An address that opens the playground with this in its editors; undefined where it would be too long. It stands behind
 * the `#`, which browsers send to no server.
 */
export function shareUrl(consoleUrl: string, { document, variables }: Draft): string | undefined {
  const parameters = new URLSearchParams({ query: document, ...(variables.trim() ? { variables } : {}) });
  const url = `${consoleUrl}/playground#${parameters}`;
  return url.length > MAX_URL_LENGTH ? undefined : url;
}

/** What an address brings along; undefined where it brings nothing. */
export function sharedDraft(hash: string): Draft | undefined {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const document = parameters.get('query');
  return document === null ? undefined : { document, variables: parameters.get('variables') ?? '' };
}
