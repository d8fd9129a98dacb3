/**
 * Parses the client side of a connection as PostgreSQL's protocol: each executed statement, and the end of each message (Sync,
 * or a simple query).
 */
export class FrontendMessages {
  /** Of the startup message; pools and the product's own connections differ by it. */
  applicationName: string | undefined;
  /** One list of statements for each message that is complete. */
  readonly #onMessage: (statements: string[]) => void;
  readonly #texts = new Map<string, string>();
  #received: Buffer = Buffer.alloc(0);
  #bound = '';
  #statements: string[] = [];

  constructor(onMessage: (statements: string[]) => void) {
    this.#onMessage = onMessage;
  }

  take(chunk: Buffer): void {
    let rest = this.#received.length > 0 ? Buffer.concat([this.#received, chunk]) : chunk;
    for (;;) {
      // Only the startup message has no letter before its length.
      const letters = this.applicationName === undefined ? 0 : 1;
      if (rest.length < letters + 4) break;
      const end = letters + rest.readInt32BE(letters);
      if (rest.length < end) break;
      const body = rest.subarray(letters + 4, end);
      if (letters === 0) this.applicationName = parameterOf(body, 'application_name');
      else this.#read(String.fromCharCode(rest[0] ?? 0), body);
      rest = rest.subarray(end);
    }
    this.#received = rest;
  }

  #read(letter: string, body: Buffer): void {
    switch (letter) {
      case 'Q':
        this.#statements.push(textAt(body, 0));
        this.#end();
        break;
      case 'P': {
        const name = textAt(body, 0);
        this.#texts.set(name, textAt(body, Buffer.byteLength(name) + 1));
        break;
      }
      case 'B': {
        const portal = textAt(body, 0);
        this.#bound = textAt(body, Buffer.byteLength(portal) + 1);
        break;
      }
      case 'E':
        this.#statements.push(this.#texts.get(this.#bound) ?? '');
        break;
      case 'S':
        this.#end();
        break;
    }
  }

  #end(): void {
    this.#onMessage(this.#statements);
    this.#statements = [];
  }
}

/** After the version come names and values in turn, each ended by a zero byte. */
function parameterOf(startup: Buffer, name: string): string {
  const parts = startup.toString('utf8', 4).split('\0');
  return parts.find((_, index) => index % 2 === 1 && parts[index - 1] === name) ?? '';
}

function textAt(body: Buffer, from: number): string {
  return body.toString('utf8', from, body.indexOf(0, from));
}
