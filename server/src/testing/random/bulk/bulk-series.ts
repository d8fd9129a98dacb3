import { expect } from 'vitest';
import { Permission } from '../../../access/permission.enum.js';
import { makeRole } from '../../accounts/roles.js';
import { createPerson, type Person, signedIn } from '../../accounts/signed-in.js';
import { ended, start } from '../../requests/bulk-requests.js';
import type { TestApp } from '../../test-app.js';
import { type Actor, BulkModel, type Change, type ModelUser } from './bulk-model.js';
import { wrongCounts } from '../counts/kept-counts.js';
import type { Seeded } from '../seeded.js';

const CLERK = ['USERS_READ', 'USERS_WRITE', 'USERS_DELETE', 'ROLES_WRITE'];
const KINDS = [
  'DEACTIVATE',
  'REACTIVATE',
  'DELETE',
  'RESTORE',
  'ADD_ROLE',
  'REMOVE_ROLE',
  'SET_FIELD',
  'SET_FIELD',
];
const VALUES: Record<string, (string | null)[]> = {
  DEPARTMENT: ['Sales', 'Legal', null],
  TITLE: ['Chef', null],
  LOCALE: ['de', 'ar', null],
  TIME_ZONE: ['Europe/Zurich', null],
};

interface Done {
  id: string;
  change: Change;
  /** The users that it changed: as before, and their versions after it. */
  changed: Map<string, { user: ModelUser; version: number }>;
}

type Ask = TestApp['graphql'];

/** Random bulk jobs, their undo and writes between them, each compared with the model. */
export class BulkSeries {
  readonly #test: TestApp;
  readonly #random: Seeded;
  readonly #actors: [Actor, Ask][] = [];
  readonly #done: Done[] = [];
  readonly log: unknown[] = [];
  compared = 0;

  constructor(test: TestApp, random: Seeded) {
    this.#test = test;
    this.#random = random;
  }

  /** Two actors, roles within and beyond the reach of one of them, and users of every kind. */
  async prepare(count: number): Promise<void> {
    const { graphql } = this.#test;
    await makeRole(graphql, 'Clerk', ...CLERK);
    await makeRole(graphql, 'Plain', 'USERS_READ');
    await makeRole(graphql, 'Beyond', 'AUDIT_READ');
    await createPerson(this.#test, 'clerk@example.org', 'Clerk');
    const clerk: Person = await signedIn(this.#test, 'clerk@example.org');
    this.#actors.push(
      [{ id: null, permissions: new Set(Object.values(Permission)) }, graphql],
      [{ id: clerk.id, permissions: new Set(CLERK) }, clerk.graphql],
    );
    for (let n = 0; n < count; n += 1) await this.#insert(n);
  }

  async #insert(n: number): Promise<void> {
    const random = this.#random;
    const when = (share: number) => (random.chance(share) ? '2026-01-01' : null);
    const deleted = when(0.3);
    // Of the users in the bin, several had one address.
    const email = deleted ? `twin${random.below(4)}@example.org` : `user${n}@example.org`;
    const values = [
      email,
      when(0.7),
      when(0.2),
      deleted,
      random.pick(['Sales', null]),
      random.pick(['en', null]),
    ];
    await this.#test.database.query(
      `with made as (insert into users (email, display_name, activated_at, deactivated_at, deleted_at, department, locale)
          values ($1, $1, $2, $3, $4, $5, $6) returning id)
        insert into user_roles select made.id, r.id from made, roles r where r.name = any($7)`,
      [...values, random.some(['Owner', 'Plain', 'Beyond', 'Viewer'], random.chance(0.3) ? 2 : 0)],
    );
  }

  /** Without the clerk, unless the clerk is the actor: a job must not end the clerk's session. */
  async #ids(actor?: Actor): Promise<string[]> {
    const rows = await this.#test.database.query<{ id: string }>('select id from users order by email, id');
    const [, clerk] = this.#actors;
    return rows.map(({ id }) => id).filter((id) => id !== clerk?.[0].id || id === actor?.id);
  }

  async #change(): Promise<Change> {
    const random = this.#random;
    const kind = random.chance(0.05) ? 'ERASE' : random.pick(KINDS);
    if (kind === 'SET_FIELD') {
      const field = random.pick(Object.keys(VALUES));
      return { kind, field, value: random.pick(VALUES[field] ?? []) };
    }
    if (!kind.endsWith('ROLE')) return { kind };
    const roles = await this.#test.database.query<{ id: string }>(
      `select id from roles where name in ('Owner', 'Plain', 'Viewer') order by name`,
    );
    return { kind, roleId: random.pick(roles).id };
  }

  /** A job, compared with the model. */
  async job(): Promise<void> {
    const random = this.#random;
    const change = await this.#change();
    const [actor, ask] = random.pick(this.#actors);
    const ids = random.some(await this.#ids(actor), change.kind === 'ERASE' ? 3 : 99);
    if (ids.length === 0 || (change.roleId && !(await this.#mayGive(actor, change.roleId)))) return;
    const model = await BulkModel.read(this.#test.database);
    const before = new Map(model.users);
    const outcomes = model.run(change, ids, actor);
    this.log.push({ change, actor: actor.id, outcomes });
    const id = await start(ask, { change, ids, expectedCount: change.kind === 'ERASE' ? ids.length : null });
    await this.#compare(id, model, outcomes);
    const changed = Object.keys(outcomes).filter((each) => outcomes[each] === 'CHANGED');
    if (change.kind === 'ERASE' || changed.length === 0) return;
    this.#done.push({
      id,
      change,
      changed: new Map(
        changed.map((each) => [
          each,
          { user: before.get(each) as ModelUser, version: model.users.get(each)?.version ?? 0 },
        ]),
      ),
    });
  }

  /** The start of a job refuses a role beyond the actor. */
  async #mayGive({ permissions }: Actor, roleId: string): Promise<boolean> {
    const [role] = await this.#test.database.query<{ permissions: string[] }>(
      'select permissions from roles where id = $1',
      [roleId],
    );
    return role?.permissions.every((each) => permissions.has(each)) ?? false;
  }

  /** The undo of one of the jobs so far. A second undo is refused. */
  async undo(): Promise<void> {
    if (this.#done.length === 0) return;
    const [job] = this.#done.splice(this.#random.below(this.#done.length), 1) as [Done];
    const [actor, ask] = this.#actors[0] as [Actor, Ask];
    const model = await BulkModel.read(this.#test.database);
    const outcomes = model.run(job.change, [...job.changed.keys()], actor, job.changed);
    this.log.push({ undoOf: job.change, outcomes });
    const undo = async () => {
      const { data } = await ask(
        'mutation ($id: ID!) { undoBulkJob(id: $id) { job { id } userErrors { code } } }',
        { id: job.id },
      );
      return data.undoBulkJob as { job: { id: string } | null; userErrors: { code: string }[] };
    };
    const answers = await Promise.all([undo(), undo()]);
    const begun = answers.flatMap((answer) => answer.job ?? []);
    expect(begun, this.#context()).toHaveLength(1);
    await this.#compare(begun[0]?.id ?? '', model, outcomes);
    expect((await undo()).userErrors, this.#context()).toMatchObject([{ code: 'INVALID' }]);
  }

  #context(): string {
    return `seed ${this.#random.seed}: ${JSON.stringify(this.log.slice(-6))}`;
  }

  async #compare(id: string, model: BulkModel, outcomes: Record<string, string>): Promise<void> {
    const { database, graphql } = this.#test;
    const job = await ended(graphql, id);
    const items = await database.query<{ user_id: string; result: string }>(
      'select user_id, coalesce(reason, outcome) as result from bulk_items where job_id = $1',
      [id],
    );
    expect(Object.fromEntries(items.map((item) => [item.user_id, item.result])), this.#context()).toEqual(
      outcomes,
    );
    const counted = (wanted: (outcome: string) => boolean) => Object.values(outcomes).filter(wanted).length;
    expect([job.state, job.changed, job.unchanged, job.refused], this.#context()).toEqual([
      'DONE',
      counted((each) => each === 'CHANGED'),
      counted((each) => each === 'UNCHANGED'),
      counted((each) => each !== 'CHANGED' && each !== 'UNCHANGED'),
    ]);
    const now = await BulkModel.read(database);
    // An erased user may have deleted others.
    const expected = [...model.users.values()].map((user) => ({
      ...user,
      deleted_by: user.deleted_by !== null && model.users.has(user.deleted_by) ? user.deleted_by : null,
    }));
    expect([...now.users.values()], this.#context()).toEqual(expected);
    const entries = await database.query<{ target_id: string }>(
      'select target_id from audit_entries where request_id = $1 order by target_id',
      [id],
    );
    const changed = Object.keys(outcomes).filter((each) => outcomes[each] === 'CHANGED');
    expect(
      entries.map(({ target_id }) => target_id),
      this.#context(),
    ).toEqual(changed.sort());
    expect(await wrongCounts(database), this.#context()).toEqual([]);
    this.compared += items.length;
  }

  /** Single writes by others: they make a later undo leave these users alone. */
  async others(): Promise<void> {
    const random = this.#random;
    const { database, graphql } = this.#test;
    for (const id of random.some(await this.#ids(), 3)) {
      const [user] = await database.query<{ version: number }>('select version from users where id = $1', [
        id,
      ]);
      const input = { id, version: user?.version ?? 0, department: random.pick(['Ops', 'Sales', null]) };
      const write = random.pick([
        `updateUser(input: $input)`,
        `deactivateUser(id: "${id}")`,
        `deleteUser(id: "${id}")`,
        `restoreUser(id: "${id}")`,
      ]);
      const { errors } = await graphql(
        write.includes('$input')
          ? `mutation ($input: UpdateUserInput!) { ${write} { userErrors { code } } }`
          : `mutation { ${write} { userErrors { code } } }`,
        write.includes('$input') ? { input } : {},
      );
      expect(errors).toBeUndefined();
    }
  }

  async step(): Promise<void> {
    await this.#random.pick([() => this.job(), () => this.job(), () => this.undo(), () => this.others()])();
  }
}
