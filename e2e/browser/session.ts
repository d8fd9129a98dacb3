import type { BrowserContext, Page, Request, Route, WebSocket } from 'playwright-core';

/** A GraphQL operation that the page sent, over HTTP or the WebSocket. */
export interface SentOperation {
  readonly name: string;
  readonly line: 'http' | 'socket';
}

/** One person's tab, which records all requests and console messages. */
export class Session {
  /** Every GraphQL operation since the page was opened, or since the last `forget`. */
  readonly operations: SentOperation[] = [];
  /** Requests to other origins, errors in the page, and errors in the browser's console. */
  readonly problems: string[] = [];
  #tolerated: RegExp | undefined;
  /** The number of received news of writes, since the same time. */
  news = 0;
  sockets = 0;

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly origin: string,
  ) {
    page.on('request', (request) => this.#hear(request));
    page.on('websocket', (socket) => this.#listen(socket));
    page.on('pageerror', (error) => this.problems.push(`error: ${error.message}`));
    page.on('console', (message) => {
      const isProblem =
        ['error', 'warning'].includes(message.type()) && !this.#tolerated?.test(message.text());
      if (isProblem) this.problems.push(`console: ${message.text()}`);
    });
  }

  static async open(context: BrowserContext, url: string): Promise<Session> {
    return new Session(context, await context.newPage(), new URL(url).origin);
  }

  /**
   * The names of the operations, in the order in which they were sent. The subscription of an open user is omitted: it is sent
   * whenever typing begins or ends, and is not a request.
   */
  get sent(): string[] {
    return this.operations.map(({ name }) => name).filter((name) => !isActivity(name));
  }

  /** The names of the subscriptions, likewise. */
  get subscribed(): string[] {
    return this.operations.filter(({ line }) => line === 'socket').map(({ name }) => name);
  }

  forget(): void {
    this.operations.length = 0;
    this.news = 0;
  }

  /**
   * Passes each GraphQL request of the loaded page to a handler. The browser confirms interception before the page's process
   * knows about it, and a key press may overtake that message. So this waits until a request of the page is intercepted.
   */
  async intercept(handle: (route: Route) => unknown): Promise<void> {
    await this.page.route(PROBE, (route) => route.fulfill({ status: 204 }));
    await this.page.route('**/graphql', handle);
    const url = `${this.origin}/healthz`;
    await this.page.waitForFunction(async (probe) => (await fetch(probe)).status === 204, url);
  }

  /** Removes the problems that a test has caused on purpose, and returns their number. */
  expectProblems(pattern: RegExp): number {
    const others = this.problems.filter((problem) => !pattern.test(problem));
    const expected = this.problems.length - others.length;
    this.problems.splice(0, Infinity, ...others);
    return expected;
  }

  /** From now on such problems are ignored, as automatic retries are refused again. */
  tolerate(pattern: RegExp): void {
    this.#tolerated = pattern;
    this.expectProblems(pattern);
  }

  #hear(request: Request): void {
    const { protocol, origin, pathname } = new URL(request.url());
    if (origin !== this.origin && !['data:', 'blob:'].includes(protocol)) {
      this.problems.push(`request to ${request.url()}`);
    }
    if (!pathname.endsWith('/graphql') || request.method() !== 'POST') return;
    const { operationName } = request.postDataJSON() as { operationName: string };
    this.operations.push({ name: operationName, line: 'http' });
  }

  #listen(socket: WebSocket): void {
    this.sockets += 1;
    socket.on('framesent', ({ payload }) => {
      const { type, id = '', payload: operation } = JSON.parse(String(payload)) as SocketMessage;
      if (type !== 'subscribe') return;
      const name = operation?.operationName ?? '';
      this.operations.push({ name, line: 'socket' });
      if (isActivity(name)) activities.add(id);
    });
    const activities = new Set<string>();
    socket.on('framereceived', ({ payload }) => {
      const { type, id = '' } = JSON.parse(String(payload)) as SocketMessage;
      if (type === 'next' && !activities.has(id)) this.news += 1;
    });
  }
}

/** The server answers 200 to it, so that a probe without interception causes no error in the browser's console. */
const PROBE = '**/healthz';

function isActivity(name: string): boolean {
  return name.startsWith('UserActivity');
}

/** A message of the graphql-ws protocol. */
interface SocketMessage {
  id?: string;
  type: string;
  payload?: { operationName?: string };
}
