import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { type Answer, parseAnswer } from './answer.js';

/** One kept-alive connection with one request at a time, on a bare socket: the least CPU for the most load. */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer | undefined;
  #settle: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.#settle?.reject(error));
    socket.on('close', () => this.#settle?.reject(new Error('the server closed the connection')));
  }

  static async open(port: number): Promise<Connection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new Connection(socket);
  }

  ask(request: Buffer | string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#settle = undefined;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    const received = this.#received ? Buffer.concat([this.#received, chunk]) : chunk;
    try {
      const answer = parseAnswer(received);
      this.#received = answer ? undefined : received;
      if (answer) this.#settle?.resolve(answer);
    } catch (error) {
      this.#settle?.reject(error as Error);
    }
  }
}
