import { readonly, ref, type Ref, shallowReadonly, shallowRef } from 'vue';
import type { EntryFragment, ViewerFragment } from '../../gql/graphql';
import { ownName } from '../../lib/server/base-path';
import { inTurn } from './in-turn';

/**
 * - `unknown`: not asked yet, or no answer came. `in`: somebody is signed in. `out`: nobody is.
 * - `ended`: it expired while the console was open. Input stays on screen, and requests wait until the user has signed in again.
 */
export type SessionState = 'unknown' | 'in' | 'ended' | 'out';

/** The session is over, and a request cannot renew it. */
export class SessionEnded extends Error {
  /** As in the server's answer: Apollo takes an error without one for a missing answer. */
  readonly statusCode = 401;
}

/** The state of the server that the sign-in page needs. */
export interface EntryStatus {
  /** Whether there is no owner yet. */
  needsSetUp: boolean;
  sendsMail: boolean;
}

/** The answer to a renewal. It has the status also where nobody is signed in. */
export type Renewal = EntryFragment & { status?: EntryStatus };

/** A token with less time left is renewed first: the request and the clocks need some. */
const MARGIN_MS = 30_000;

/** A token is used for at least this long, even if this machine's clock is wrong; the server refuses an expired one. */
const MIN_TOKEN_LIFETIME_MS = 60_000;

const CHANNEL = ownName('session');

/** The messages between tabs. */
type Notice = { kind: 'left' } | { kind: 'entered'; viewerId: string };

interface Waiting {
  resume: (token: string) => void;
  giveUp: (reason: SessionEnded) => void;
}

/**
 * The session of this tab. The access token is in memory only; the cookie, which no script can
 * read, brings the next one. Every request that changes the cookie has its turn, across tabs: an old cookie that is
 * used again looks like a stolen one, and ends the session.
 */
export class Session {
  readonly #refresh: () => Promise<Renewal>;
  readonly #channel: BroadcastChannel;
  readonly #state = ref<SessionState>('unknown');
  readonly #viewer = shallowRef<ViewerFragment>();
  readonly #status = shallowRef<EntryStatus>();
  #token: { value: string; expiresAt: number; gotAt: number } | undefined;
  #renewal: Promise<void> | undefined;
  #waiting: Waiting[] = [];

  readonly state: Readonly<Ref<SessionState>> = readonly(this.#state);
  /** The user who is signed in, or was until the session ended. */
  readonly viewer: Readonly<Ref<ViewerFragment | undefined>> = shallowReadonly(this.#viewer);
  /** Undefined until the server has answered. */
  readonly status: Readonly<Ref<EntryStatus | undefined>> = shallowReadonly(this.#status);

  /** @param channel for messages between the tabs of one browser. */
  constructor(refresh: () => Promise<Renewal>, channel = new BroadcastChannel(CHANNEL)) {
    this.#refresh = refresh;
    this.#channel = channel;
    this.#channel.onmessage = ({ data }) => this.#hear(data as Notice); // Nobody else posts there.
  }

  /** Finds out who is signed in, by the cookie. Where no answer comes, the next request asks again. */
  async begin(): Promise<void> {
    await this.#renew(undefined).catch(() => undefined);
  }

  /** A token that should be good. @throws SessionEnded, or why no answer came */
  async token(): Promise<string> {
    return this.currentToken() ?? this.renew(this.#token?.value);
  }

  /** Where no request is needed to have one. */
  currentToken(): string | undefined {
    return this.#token && !isExpiring(this.#token) ? this.#token.value : undefined;
  }

  /** Another token than the one that the server refused; one request, however many ask. @throws as `token` */
  async renew(refused: string | undefined): Promise<string> {
    const isOver = this.#state.value === 'out' || this.#state.value === 'ended';
    if (!isOver && (!this.#token || this.#token.value === refused)) await this.#renew(refused);
    if (!this.#token) throw new SessionEnded();
    return this.#token.value;
  }

  /** As `token` or, after a refusal, `renew`; where the session has ended, waits until its person is back. */
  async access(refused?: string): Promise<string> {
    try {
      return await (refused === undefined ? this.token() : this.renew(refused));
    } catch (error) {
      if (!(error instanceof SessionEnded) || this.#state.value !== 'ended') throw error;
      return new Promise((resume, giveUp) => this.#waiting.push({ resume, giveUp }));
    }
  }

  /** Signs somebody in by what `request` answers. */
  async enter(request: () => Promise<EntryFragment | undefined>): Promise<EntryFragment | undefined> {
    return inTurn(async () => {
      const entry = await request();
      if (entry?.viewer) {
        this.#receive(entry);
        this.#tell({ kind: 'entered', viewerId: entry.viewer.id });
      }
      return entry;
    });
  }

  /** Takes over what an answer says of who is signed in. */
  update(viewer: ViewerFragment): void {
    if (this.#viewer.value?.id === viewer.id) this.#viewer.value = viewer;
  }

  /** Signs out, here and in every tab, when `request` has been answered. */
  async leave(request: () => Promise<unknown>): Promise<void> {
    await inTurn(async () => {
      await request();
      this.#tell({ kind: 'left' });
      this.#leave();
    });
  }

  async #renew(refused: string | undefined): Promise<void> {
    this.#renewal ??= inTurn(async () => {
      // Somebody may have signed in or out while this waited for its turn.
      if (this.#token?.value === refused) this.#receive(await this.#refresh());
    }).finally(() => (this.#renewal = undefined));
    await this.#renewal;
  }

  #receive({ viewer, accessToken, expiresAt, status = this.#status.value }: Renewal): void {
    this.#status.value = status && { ...status, needsSetUp: status.needsSetUp && !viewer };
    if (!viewer || !accessToken || !expiresAt) return this.#end();
    const isAnother = this.#viewer.value !== undefined && this.#viewer.value.id !== viewer.id;
    this.#token = { value: accessToken, expiresAt: Date.parse(expiresAt), gotAt: Date.now() };
    this.#viewer.value = viewer;
    this.#state.value = 'in';
    // Requests of one user are not sent as another.
    for (const { resume, giveUp } of this.#waiting.splice(0)) {
      if (isAnother) giveUp(new SessionEnded());
      else resume(accessToken);
    }
  }

  #end(): void {
    this.#token = undefined;
    this.#state.value = this.#viewer.value ? 'ended' : 'out';
  }

  #leave(): void {
    this.#token = undefined;
    this.#viewer.value = undefined;
    this.#state.value = 'out';
    for (const { giveUp } of this.#waiting.splice(0)) giveUp(new SessionEnded());
  }

  #tell(notice: Notice): void {
    this.#channel.postMessage(notice);
  }

  #hear(notice: Notice): void {
    if (notice.kind === 'left') return this.#leave();
    const isKnown = this.#state.value === 'in' && this.#viewer.value?.id === notice.viewerId;
    if (!isKnown) void this.#renew(this.#token?.value).catch(() => undefined); // The next request asks again.
  }
}

function isExpiring({ expiresAt, gotAt }: { expiresAt: number; gotAt: number }): boolean {
  const now = Date.now();
  return now > expiresAt - MARGIN_MS && now > gotAt + MIN_TOKEN_LIFETIME_MS;
}
