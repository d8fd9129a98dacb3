import { fork } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { cpuOf, cpuOfTree } from '../../cpu/cpu-time.js';
import { benchFile } from '../../paths.js';
import { endWithUs } from '../../process.js';
import { median } from '../../report/median.js';
import { askGraphql } from '../../systems/graphql-request.js';
import type { Followed, FollowerMessage, FollowOrder } from './followers.main.js';

export interface Cell {
  /** Whose lists are followed, by sockets. */
  lists: object[];
  way: FollowOrder['way'];
  /** Writes in a second; if undefined, each one waits until the one before is on all screens. */
  perSecond: number | undefined;
}

/** For each write. */
export interface NewsFigures {
  serverMs: number;
  databaseMs: number;
  /** Requests for lists. */
  requests: number;
  kilobytes: number;
  /** Milliseconds from sending a write until the answer with it has arrived; NaN without sockets. */
  shownMedian: number;
  shownWorst: number;
}

export interface Target {
  id: string;
  version: number;
  name: string;
}

export interface Stage {
  order: Pick<FollowOrder, 'port' | 'authorization' | 'subscription' | 'query'>;
  server: number;
  postmaster: number;
}

const RENAME = `mutation ($input: UpdateUserInput!) {
  updateUser(input: $input) { userErrors { code } }
}`;

/** Between single writes. */
const PAUSE_MS = 60;

const now = () => performance.timeOrigin + performance.now();

/** Renames each of these users while sockets follow their lists. */
export async function follow(stage: Stage, targets: Target[], cell: Cell): Promise<NewsFigures> {
  const followers = await Followers.open({ ...stage.order, way: cell.way, lists: cell.lists });
  try {
    const cpu = () => [cpuOf([stage.server]), cpuOfTree(stage.postmaster)] as const;
    const before = cpu();
    const sent = await rename(stage, targets, cell, followers);
    const after = cpu();
    const perWrite = (value: number) => value / sent.size;
    const times = [...sent].flatMap(([id, at]) => followers.timesOf(id).map((time) => time - at));
    return {
      serverMs: perWrite(after[0] - before[0]) / 1000,
      databaseMs: perWrite(after[1] - before[1]) / 1000,
      requests: perWrite(followers.traffic.requests),
      kilobytes: perWrite(followers.traffic.bytes) / 1024,
      shownMedian: times.length > 0 ? median(times) : Number.NaN,
      shownWorst: times.length > 0 ? Math.max(...times) : Number.NaN,
    };
  } finally {
    followers.close();
  }
}

/** @returns when each write was sent */
async function rename(
  { order: { port, authorization } }: Stage,
  targets: Target[],
  { perSecond }: Cell,
  followers: Followers,
): Promise<Map<string, number>> {
  const sent = new Map<string, number>();
  const write = async ({ id, version, name }: Target) => {
    sent.set(id, now());
    const input = { id, version, displayName: `${name} II` };
    const { updateUser } = await askGraphql<{ updateUser: { userErrors: unknown[] } }>(
      port,
      RENAME,
      { input },
      { authorization },
    );
    if (updateUser.userErrors.length > 0)
      throw new Error(`a write was refused: ${JSON.stringify(updateUser)}`);
    followers.noteWrite(id);
  };
  if (perSecond === undefined) {
    for (const target of targets) {
      await write(target);
      await followers.haveShown(target.id);
      await delay(PAUSE_MS);
    }
    return sent;
  }
  const started = performance.now();
  const writes: Promise<void>[] = [];
  for (const [index, target] of targets.entries()) {
    await delay(Math.max(0, started + (index * 1000) / perSecond - performance.now()));
    writes.push(write(target));
  }
  await Promise.all(writes);
  for (const { id } of targets) await followers.haveShown(id);
  return sent;
}

/** The process with the sockets. */
class Followers {
  readonly #child = fork(benchFile('operations/news/followers.main.js'));
  readonly #count: number;
  readonly #shown = new Map<string, number[]>();
  traffic: Followed['traffic'] = { requests: 0, bytes: 0 };
  #failure: Error | undefined;
  #isReady = false;
  #wake: () => void = () => undefined;

  private constructor(order: FollowOrder) {
    endWithUs(this.#child);
    this.#count = order.lists.length;
    this.#child.on('message', (message: FollowerMessage) => {
      this.#receive(message);
      this.#wake();
    });
    this.#child.send(order);
  }

  static async open(order: FollowOrder): Promise<Followers> {
    const followers = new Followers(order);
    await followers.#until(() => followers.#isReady);
    return followers;
  }

  #receive(message: FollowerMessage): void {
    if ('failed' in message) this.#failure = new Error(message.failed);
    else if ('ready' in message) this.#isReady = true;
    else {
      this.#shown.set(message.shown, message.times);
      this.traffic = message.traffic;
    }
  }

  noteWrite(id: string): void {
    this.#child.send({ committed: id });
  }

  /** Resolves when a write is on the screens of all sockets. */
  haveShown(id: string): Promise<void> {
    return this.#until(() => this.#count === 0 || this.#shown.has(id));
  }

  timesOf(id: string): number[] {
    return this.#shown.get(id) ?? [];
  }

  close(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
