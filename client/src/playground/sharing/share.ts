import { playgroundHash } from '../../lib/playground-link';
import type { Draft } from '../history/kept';

/** Some browsers and many programs that pass an address on cut it off past this many characters. */
const MAX_URL_LENGTH = 8_000;

/** An address that opens the playground with this in its editors; undefined where it would be too long. */
export function shareUrl(consoleUrl: string, draft: Draft): string | undefined {
  // The router decodes what is behind the `#`: a `&` of the operation would end it otherwise.
  const url = `${consoleUrl}/playground${encodeURI(playgroundHash(draft))}`;
  return url.length > MAX_URL_LENGTH ? undefined : url;
}

/**
 * What an address brings along; undefined where it brings nothing.
 * @param hash as the router has it
 */
export function sharedDraft(hash: string): Draft | undefined {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const document = parameters.get('query');
  return document === null ? undefined : { document, variables: parameters.get('variables') ?? '' };
}
