import { expect } from 'vitest';
import { ended, undo } from '../../requests/bulk-requests.js';
import { check, type Imported, refusedOf } from '../../requests/import-requests.js';
import type { TestApp } from '../../test-app.js';
import { type Cells, fileOf, randomDialect } from './import-files.js';
import { randomPerson, randomValue, rowsOf, TEXTS, UNSTORABLE } from './random-people.js';
import type { Seeded } from '../seeded.js';

const ROLE_NAMES = ['=Sum', 'A; B', 'B', "'Quoted'", '"Q", x', 'Ж;', 'x\u200dy'];
const COLUMNS = [
  'id',
  ...TEXTS,
  'state',
  'roles',
  'createdAt',
  'updatedAt',
  'lastSignInAt',
  'deletedAt',
  'hasSecondFactor',
];
const CREATE = `mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } userErrors { code path } } }`;

/** Cases of files with random users, exported, changed and imported by the API. */
export class RoundTrip {
  readonly #test: TestApp;
  readonly #random: Seeded;
  #roles = new Map<string, string>();
  compared = 0;

  constructor(test: TestApp, random: Seeded) {
    this.#test = test;
    this.#random = random;
  }

  /** Roles with awkward names, and this number of users at most: some texts are refused. */
  async prepare(count: number): Promise<void> {
    await this.#makeRoles();
    await this.#makeUsers(count);
  }

  async step(): Promise<void> {
    await this.unchanged();
    await this.changed();
    await this.refused();
  }

  async #makeRoles(): Promise<void> {
    for (const name of ROLE_NAMES) {
      await this.#test.graphql(
        'mutation ($input: CreateRoleInput!) { createRole(input: $input) { userErrors { code } } }',
        { input: { name, permissions: ['USERS_READ'] } },
      );
    }
    const rows = await this.#test.database.query<{ id: string; name: string }>('select id, name from roles');
    this.#roles = new Map(rows.map(({ id, name }) => [name, id]));
  }

  async #makeUsers(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      const roleIds = this.#random.some([...this.#roles.values()], 2);
      const { errors } = await this.#test.graphql(CREATE, {
        input: { ...randomPerson(this.#random), roleIds },
      });
      expect(errors).toBeUndefined();
    }
  }

  async #exported(format: 'csv' | 'jsonl', columns: string[]): Promise<Buffer> {
    const answer = await this.#test.app.inject({
      method: 'POST',
      url: '/users/export',
      headers: { authorization: `Bearer ${this.#test.operator}` },
      payload: { format, columns },
    });
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
    return answer.rawPayload;
  }

  /** An export with some columns, imported as it is, changes nobody. */
  async unchanged(): Promise<void> {
    const random = this.#random;
    const key = random.pick(['id', 'email']);
    const columns = random.some([...new Set([key, ...random.some(COLUMNS)])], 99);
    if (!columns.includes(key)) columns.push(key);
    const format = random.pick(['csv', 'jsonl'] as const);
    const file = await this.#exported(format, columns);
    const found = await this.#check(file, format);
    expect([found.fault, found.total, found.unchanged], this.#context({ columns, format, found })).toEqual([
      null,
      (await rowsOf(this.#test)).size,
      found.total,
    ]);
    this.compared += found.total;
  }

  #context(what: unknown): string {
    return `seed ${this.#random.seed}: ${JSON.stringify(what).slice(0, 3_000)}`;
  }

  #check(file: Buffer, format: 'csv' | 'jsonl'): Promise<Imported> {
    return check(this.#test, file, { type: format === 'csv' ? 'text/csv' : 'application/jsonl' });
  }

  async #allRows(id: string): Promise<Imported['rows']['nodes']> {
    const nodes: Imported['rows']['nodes'] = [];
    let after: string | null = null;
    do {
      const { data } = await this.#test.graphql(
        `query ($id: ID!, $after: String) { userImport(id: $id) { rows(first: 100, after: $after) { nodes {
          line outcome userId email displayName changes { field before after } reasons { code path message } isReclassified
        } pageInfo { hasNextPage endCursor } } } }`,
        { id, after },
      );
      nodes.push(...data.userImport.rows.nodes);
      const { hasNextPage, endCursor } = data.userImport.rows.pageInfo;
      after = hasNextPage ? endCursor : null;
    } while (after !== null);
    return nodes;
  }

  /** What the API stores for a value; undefined if it refuses it. */
  async #stored(field: string, value: string): Promise<string | null | undefined> {
    const input = {
      displayName: 'Trial',
      email: `trial.${this.#random.below(1e9)}@example.org`,
      [field]: value,
    };
    const { data } = await this.#test.graphql(
      `mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id ${TEXTS.join(' ')} } } }`,
      { input },
    );
    const user = data?.createUser.user;
    if (!user) return undefined;
    await this.#test.database.query('delete from users where id = $1', [user.id]);
    return user[field] as string | null;
  }

  /** Some cells changed: the dry run shows these changes, the job makes them, and its undo takes them back. */
  async changed(): Promise<void> {
    const random = this.#random;
    const before = await rowsOf(this.#test);
    const text = (await this.#exported('jsonl', ['id', ...TEXTS, 'roles'])).toString();
    const rows = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Cells);
    const expected = new Map<string, Record<string, unknown>>();
    const refused = new Set<string>();
    const columns = random.some(['id', ...TEXTS, 'roles'], 99);
    if (!columns.includes('id')) columns.push('id');
    const dialect = randomDialect(random);
    for (const row of random.some(rows, 12)) {
      const id = String(row['id']);
      for (const field of random.some(
        TEXTS.filter((name) => columns.includes(name)),
        3,
      )) {
        const given = random.chance(0.05)
          ? `a${random.pick(UNSTORABLE)}x`
          : (randomValue(random, field) ?? '');
        // Only JSON has half of a character.
        const value = dialect.format === 'csv' ? given.toWellFormed() : given;
        const stored = await this.#stored(field, value);
        if (stored === undefined) refused.add(id);
        else if (stored !== row[field]) expected.set(id, { ...expected.get(id), [field]: stored });
        row[field] = value;
      }
      if (columns.includes('roles') && random.chance(0.3)) {
        const names = random.some([...this.#roles.keys()], 3).sort();
        if (JSON.stringify(names) !== JSON.stringify([...(row['roles'] as string[])].sort())) {
          expected.set(id, { ...expected.get(id), roles: names });
        }
        row['roles'] = names;
      }
    }
    for (const id of refused) expected.delete(id);
    const file = fileOf(columns, rows, dialect);
    const found = await this.#check(file, dialect.format);
    expect([found.fault, found.total], this.#context({ dialect, columns })).toEqual([null, rows.length]);
    expect(found.refused, this.#context({ dialect, columns, refused: [...refused] })).toBe(refused.size);
    const shown = await this.#allRows(found.id);
    for (const { userId, outcome, changes, reasons } of shown) {
      const row = rows.find(({ id }) => id === userId);
      const want = Object.entries(expected.get(userId ?? '') ?? {});
      if (outcome === 'REFUSED') continue;
      const got = changes.map(({ field, after }) => [field, after]).sort();
      const wanted = want
        .map(([field, after]) => [field, Array.isArray(after) ? after.join(', ') : after])
        .sort();
      expect(
        got.map(([field, after]) => [field, field === 'roles' ? sortedNames(after) : after]),
        this.#context({ dialect, row, outcome, reasons, changes, want }),
      ).toEqual(wanted.map(([field, after]) => [field, field === 'roles' ? sortedNames(after) : after]));
      this.compared += 1;
    }
    if (found.created + found.changed === 0) return;
    const { data } = await this.#test.graphql(
      'mutation ($input: ApplyUserImportInput!) { applyUserImport(input: $input) { job { id } userErrors { message } } }',
      { input: { id: found.id } },
    );
    const job = await ended(this.#test.graphql, data.applyUserImport.job.id as string);
    const after = await rowsOf(this.#test);
    for (const [id, row] of before) {
      const change = Object.fromEntries(
        Object.entries(expected.get(id) ?? {}).map(([field, value]) => [snake(field), value]),
      );
      expect(kept(after.get(id)), this.#context({ id, dialect, change })).toEqual(
        kept({ ...row, ...change }),
      );
    }
    await undo(this.#test.graphql, job.id as string);
    const back = await rowsOf(this.#test);
    for (const [id, row] of before)
      expect(kept(back.get(id)), this.#context({ id, dialect })).toEqual(kept(row));
    expect(back.size).toBe(before.size);
  }

  /** The refused rows of a file with wrong cells, corrected, are the changes that they should have been. */
  async refused(): Promise<void> {
    const random = this.#random;
    const dialect = { ...randomDialect(random), sepLine: false };
    const made = Array.from(
      { length: 12 },
      () => ({ ...randomPerson(random), title: random.pick(PLAIN) }) as Cells,
    );
    const people: Cells[] = [];
    for (const person of made) {
      // Only people who could be created, so that each row is refused for its title alone.
      const input = { ...person, title: 'T' };
      const { data } = await this.#test.graphql(CREATE, { input });
      if (!data?.createUser.user) continue;
      await this.#test.database.query('delete from users where id = $1', [data.createUser.user.id]);
      people.push(person);
    }
    const columns = random.some(['email', 'displayName', 'title', 'department', 'givenName'], 99);
    for (const name of ['email', 'displayName', 'title']) if (!columns.includes(name)) columns.push(name);
    const rows = people.map((person) => ({
      ...person,
      title: random.chance(0.6) ? WRONG : (person['title'] ?? null),
    }));
    const found = await this.#check(fileOf(columns, rows, dialect), dialect.format);
    const wrong = rows.filter(({ title }) => title === WRONG).length;
    expect([found.fault, found.refused, found.created], this.#context({ dialect, rows, found })).toEqual([
      null,
      wrong,
      rows.length - wrong,
    ]);
    if (wrong === 0) return;
    const file = (await refusedOf(this.#test, found.id)).toString().replaceAll(WRONG, 'Right');
    const again = await this.#check(Buffer.from(file), dialect.format);
    expect([again.fault, again.total, again.created], this.#context({ dialect, rows, file, again })).toEqual([
      null,
      wrong,
      wrong,
    ]);
    const names = again.rows.nodes.map(({ displayName, email }) => [displayName, email]);
    const first = (await this.#allRows(found.id)).filter(({ outcome }) => outcome === 'REFUSED');
    expect(names, this.#context({ dialect, rows, file })).toEqual(
      first.map(({ displayName, email }) => [displayName, email]),
    );
    for (const { changes } of again.rows.nodes) {
      const title = changes.find(({ field }) => field === 'title');
      expect(title?.after, this.#context({ dialect, file, changes })).toBe('Right');
    }
    this.compared += again.total;
  }
}

const PLAIN = ['Clerk', 'Chef', null];
const WRONG = 'Wrong'.repeat(30);

function snake(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function sortedNames(text: unknown): string[] {
  return (typeof text === 'string' ? text : '').split(', ').sort();
}

/** Without what every write changes, and what follows from the texts. */
function kept(row: Record<string, unknown> | undefined): Record<string, unknown> {
  const { updated_at, version, search_text, search_ranks, ...others } = row ?? {};
  const roles = [...((others['roles'] ?? []) as string[])].sort();
  return { ...others, roles };
}
