import Negotiator from 'negotiator';

/** As Apollo Server chooses among them. */
const OFFERED = [
  'application/json; charset=utf-8',
  'application/graphql-response+json; charset=utf-8',
  'application/json; callbackSpec=1.0; charset=utf-8',
];

/** Clients send a handful of different headers. */
const MAX_HEADERS = 100;

/** Which media type an answer has, by the request's Accept header; worked out once for each header. */
export class MediaTypes {
  readonly #known = new Map<string, string | undefined>();

  /** Undefined where none that we have is accepted. */
  answerTo(accept: string | undefined): string | undefined {
    if (!accept) return OFFERED[0];
    if (!this.#known.has(accept)) {
      if (this.#known.size >= MAX_HEADERS) this.#known.clear();
      this.#known.set(accept, new Negotiator({ headers: { accept } }).mediaType(OFFERED));
    }
    return this.#known.get(accept);
  }
}
