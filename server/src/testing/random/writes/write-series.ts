import { expect } from 'vitest';
import type { GraphqlAnswer } from '../../test-app.js';
import { compareFacets } from '../lists/compare-facets.js';
import type { Case } from '../lists/user-list-cases.js';
import { modelList, readModel, type ModelUser } from '../lists/user-list-model.js';
import type { Seeded } from '../seeded.js';
import {
  compareLists,
  comparePositions,
  freshRequest,
  payloadOfUser,
  payloadOfUsers,
  randomPage,
  USER,
  variablesOf,
  type PayloadList,
} from './payload-lists.js';
import { compareInvitations, compareJob, compareSamples } from './other-answers.js';
import { ARGUMENTS, PERMISSION, RandomWrites, type Write } from './random-writes.js';
import { readRows, WriteModel, type WrittenRow } from './write-model.js';
import type { Directory, SignedInActor } from './written-directory.js';

interface Asked {
  write: Write;
  lists: PayloadList[];
  actor: SignedInActor;
  before: Map<string, WrittenRow>;
}

/** Random writes, each compared with a fresh request and with the models. */
export class WriteSeries {
  readonly #directory: Directory;
  readonly #random: Seeded;
  readonly #log: unknown[] = [];
  readonly #isLong: boolean;
  #users: ModelUser[] = [];
  #hasSamples = false;
  /** Creations with a key, which may be repeated. */
  readonly #keyed: { input: unknown; key: string; id: string }[] = [];
  /** How many answers had which outcome. */
  readonly seen: Record<string, number> = {};

  /** @param isLong whether it also has bulk jobs and sample people */
  constructor(directory: Directory, random: Seeded, isLong = false) {
    this.#isLong = isLong;
    this.#directory = directory;
    this.#random = random;
  }

  get #database() {
    return this.#directory.servers[0].database;
  }

  /** @throws with the seed and the last write, if an answer is wrong */
  async step(): Promise<void> {
    try {
      if (this.#users.length === 0) await this.#readUsers();
      await (this.#random.isOneIn(10) ? this.#other() : this.#write());
    } catch (error) {
      const last = `seed ${this.#random.seed}, write ${this.#log.length}: ${JSON.stringify(this.#log.at(-1))}`;
      throw new Error(`${last}: ${String(error)}`, { cause: error });
    }
  }

  async #readUsers(): Promise<ModelUser[]> {
    return (this.#users = await readModel(this.#directory.servers[0]));
  }

  async #write(): Promise<void> {
    const asked = await this.#prepare();
    const { write, lists, actor } = asked;
    this.#log.push({ write, lists, actor: actor.id });
    const { data, errors } = await this.#send(asked);
    await this.#compareRows(asked, data);
    await this.#readUsers();
    if (!actor.permissions.has(PERMISSION[write.field])) {
      expect([data?.write, errors?.[0]?.extensions['code']]).toEqual([undefined, 'FORBIDDEN']);
      this.#count('forbidden');
      return;
    }
    expect(errors).toBeUndefined();
    await this.#compare(asked, data.write);
  }

  /** Writes whose effect the model does not have: only their lists are compared. */
  async #other(): Promise<void> {
    const random = this.#random;
    const operator = this.#directory.actors[0] as SignedInActor;
    const world = {
      ask: (query: string, variables: Record<string, unknown> = {}) => this.#ask(operator, query, variables),
      random,
      lists: this.#lists(),
      ids: this.#users
        .map(({ id }) => id)
        .filter((id) => this.#directory.actors.every((actor) => actor.id !== id))
        .sort(),
      users: () => this.#readUsers(),
    };
    const name = !this.#isLong || random.isOneIn(2) ? 'invitations' : random.isOneIn(4) ? 'samples' : 'job';
    this.#log.push({ name, lists: world.lists });
    if (name === 'invitations') await compareInvitations(world);
    else if (name === 'job') await compareJob(world);
    else {
      await compareSamples(world, this.#hasSamples ? 'removeSamplePeople' : 'addSamplePeople');
      this.#hasSamples = !this.#hasSamples;
    }
    await this.#readUsers();
    this.#count(name);
  }

  #lists(): PayloadList[] {
    const random = this.#random;
    return Array.from({ length: 1 + random.below(2) }, () =>
      randomPage(random, this.#directory.cases.next(random)),
    );
  }

  #count(what: string): void {
    this.seen[what] = (this.seen[what] ?? 0) + 1;
  }

  async #prepare(): Promise<Asked> {
    const random = this.#random;
    const { actors, roles } = this.#directory;
    const actor = random.isOneIn(3) ? random.pick(actors) : (actors[0] as SignedInActor);
    const lists = this.#lists();
    const before = await readRows(this.#database);
    const people = new Set(actors.flatMap(({ id }) => (id !== null && id !== actor.id ? [id] : [])));
    const rows = new Map([...before].filter(([id]) => !people.has(id)));
    const shown = lists
      .flatMap(({ term, ...asked }) => modelList(this.#users, asked, term).slice(0, 12))
      .map(({ id }) => id)
      .filter((id) => rows.has(id));
    const model = new WriteModel(before, roles, actor);
    const writes = new RandomWrites(random, { rows, shown, roles: [...roles.keys()] }, model);
    const write = random.isOneIn(12) ? (this.#repeated(actor) ?? writes.next()) : writes.next();
    return { write, lists: await this.#withCursor(lists), actor, before };
  }

  /** A creation with the key of an earlier one changes nothing. */
  #repeated(actor: SignedInActor): Write | undefined {
    if (actor !== this.#directory.actors[0] || this.#keyed.length === 0) return undefined;
    const { input, key } = this.#random.pick(this.#keyed);
    return { field: 'createUser', variables: { input }, key, outcome: { codes: [], rows: [], gone: [] } };
  }

  /** One list in eight continues after a user, who may be the one that is written. */
  async #withCursor(lists: PayloadList[]): Promise<PayloadList[]> {
    const [list, ...others] = lists;
    if (!list?.first || !this.#random.isOneIn(8)) return lists;
    const { servers } = this.#directory;
    const [first] = modelList(this.#users, { ...(list.where && { where: list.where }) }, list.term);
    if (!first) return lists;
    const { where, search, orderBy } = list;
    const { data } = await servers[0].graphql(
      `query ($id: ID!, $where: UserWhere, $search: String, $orderBy: UserOrder) {
        user(id: $id) { position(where: $where, search: $search, orderBy: $orderBy) { cursor } } }`,
      { id: first.id, where, search, orderBy },
    );
    return [{ ...list, after: data.user.position.cursor as string }, ...others];
  }

  async #ask(
    actor: SignedInActor,
    query: string,
    variables: Record<string, unknown>,
    headers: Record<string, string> = {},
  ): Promise<GraphqlAnswer> {
    const server = this.#random.pick(this.#directory.servers);
    return server.graphql(query, variables, { authorization: `Bearer ${actor.token}`, ...headers });
  }

  #send({ write: { field, variables, key }, lists, actor }: Asked): Promise<GraphqlAnswer> {
    const { declared, values } = variablesOf(lists);
    const names = Object.entries(ARGUMENTS[field]);
    const payload = field.endsWith('Users') ? payloadOfUsers(lists) : payloadOfUser(lists);
    const more = field === 'updateUser' ? ` conflict { user { ${USER} } } }` : ' }';
    return this.#ask(
      actor,
      `mutation (${names.map(([name, type]) => `$${name}: ${type}`).join(', ')}, ${declared}) {
        write: ${field}(${names.map(([name]) => `${name}: $${name}`).join(', ')}) ${payload.slice(0, -1)} ${more} }`,
      { ...variables, ...values },
      key === undefined ? {} : { 'idempotency-key': key },
    );
  }

  /** The rows are those of the model, and every other row is as it was. */
  async #compareRows(
    { write: { field, outcome }, actor, before }: Asked,
    data: GraphqlAnswer['data'],
  ): Promise<void> {
    const after = await readRows(this.#database);
    const isAllowed = actor.permissions.has(PERMISSION[field]);
    const expected = new Map<string, unknown>([...before].map(([id, { whole }]) => [id, whole]));
    if (isAllowed) {
      for (const row of outcome.rows) {
        const id = row.id === 'new' ? (data?.write?.user?.id as string) : row.id;
        expected.set(id, { ...row, id });
      }
      for (const id of outcome.gone) expected.delete(id);
    }
    const shown = [...after].map(([id, { whole, ...row }]) => [
      id,
      typeof expected.get(id) === 'string' ? whole : row,
    ]);
    expect(Object.fromEntries(shown), 'rows in the database').toEqual(Object.fromEntries(expected));
  }

  async #compare({ write, lists, actor }: Asked, payload: GraphqlAnswer['data']): Promise<void> {
    const { field, outcome } = write;
    expect(
      (payload.userErrors as { code: string }[]).map(({ code }) => code),
      'refusals',
    ).toEqual(outcome.codes);
    for (const code of outcome.codes) this.#count(code);
    if (outcome.codes.length === 0) this.#count(field);
    const id = payload.user?.id as string | undefined;
    if (write.key !== undefined && id !== undefined && actor === this.#directory.actors[0])
      this.#keyed.push({ input: write.variables['input'], key: write.key, id });
    const request = freshRequest(lists, id ?? conflictId(payload));
    const fresh = await this.#ask(actor, request, variablesOf(lists).values);
    expect(fresh.errors).toBeUndefined();
    const models = { lists, users: this.#users };
    compareLists(payload, fresh.data, models);
    if (!field.endsWith('Users')) this.#compareUser(write, payload, fresh.data, models);
    else
      expect([...payload.ids].sort()).toEqual([...outcome.gone, ...outcome.rows.map((row) => row.id)].sort());
    if (this.#random.isOneIn(4)) await this.#compareOther(lists[0] as PayloadList);
  }

  #compareUser(
    { variables, outcome }: Write,
    payload: GraphqlAnswer['data'],
    fresh: GraphqlAnswer['data'],
    models: { lists: readonly PayloadList[]; users: readonly ModelUser[] },
  ): void {
    expect(payload.views, 'views').toEqual(fresh.views);
    for (const { id, userCount } of payload.views as { id: string; userCount: { totalCount: number } }[]) {
      const { term, ...asked } = this.#directory.views.get(id) as Case;
      expect(userCount.totalCount, JSON.stringify(asked)).toBe(modelList(this.#users, asked, term).length);
    }
    const isTaken = outcome.codes[0] === 'EMAIL_TAKEN';
    const isStale = outcome.codes[0] === 'STALE_VERSION';
    expect(payload.emailHolder !== null, 'emailHolder').toBe(isTaken);
    if (isStale) {
      const shown = Object.keys(payload.conflict.user as object).map(
        (key) => [key, fresh.user[key]] as const,
      );
      expect(payload.conflict.user, 'user of the conflict').toEqual(Object.fromEntries(shown));
    }
    if (outcome.codes.length > 0) {
      expect(payload.user, JSON.stringify(variables)).toBeNull();
      return;
    }
    // A repeated creation of somebody who was erased meanwhile answers without a user.
    if (payload.user === null && outcome.rows.length === 0 && 'input' in variables) return;
    expect(payload.user, 'user').toEqual(fresh.user);
    comparePositions(payload.user, models);
  }

  /** What others see of the list: the facets, and the rows for someone who may only read. */
  async #compareOther({ first: _first, last: _last, after: _after, ...list }: PayloadList): Promise<void> {
    await compareFacets(this.#random.pick(this.#directory.servers), this.#users, list);
    const reader = this.#directory.actors.at(-1) as SignedInActor;
    if (list.where?.hasSecondFactor !== undefined) return;
    const { term, where, search, orderBy } = list;
    const { data, errors } = await this.#ask(
      reader,
      `query ($where: UserWhere, $search: String, $orderBy: UserOrder) {
        users(where: $where, search: $search, orderBy: $orderBy) { nodes { id } totalCount } }`,
      { where, search, orderBy },
    );
    expect(errors).toBeUndefined();
    const asked = { ...(where && { where }), ...(orderBy && { orderBy }) };
    const ids = modelList(this.#users, asked, term).map(({ id }) => id);
    expect(data.users).toEqual({ nodes: ids.slice(0, 20).map((id) => ({ id })), totalCount: ids.length });
  }
}

function conflictId(payload: GraphqlAnswer['data']): string | undefined {
  return payload.conflict?.user?.id as string | undefined;
}
