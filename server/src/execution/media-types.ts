import Negotiator from 'negotiator';

/** In Apollo Server's order of preference. */
const OFFERED = [
  'application/json; charset=utf-8',
  'application/graphql-response+json; charset=utf-8',
  'application/json; callbackSpec=1.0; charset=utf-8',
];

/** Clients send only a few different headers. */
const MAX_HEADERS = 100;

/** The media type of an answer by the request's Accept header, negotiated once for each header. */
export class MediaTypes {
  readonly #known = new Map<string, string | undefined>();

  /** Undefined if the client accepts none of ours. */
  answerTo(accept: string | undefined): string | undefined {
    if (!accept) return OFFERED[0];
    if (!this.#known.has(accept)) {
      if (this.#known.size >= MAX_HEADERS) this.#known.clear();
      this.#known.set(accept, new Negotiator({ headers: { accept } }).mediaType(OFFERED));
    }
    return this.#known.get(accept);
  }
}
