import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tablesWith } from '../../../testing/personal-data.js';
import { checkAgain, countsOf, importIn, upload } from '../../../testing/requests/import-requests.js';
import { createUsers } from '../../../testing/requests/user-requests.js';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';
import { WAITING } from '../../../testing/waiting.js';

const SECRET = 'zaphod';

describe('at the time of the check of a file', () => {
  let test: TestApp;
  let holder: pg.Client;
  let user: string;
  let id: string;

  beforeAll(async () => {
    test = await startTestApp();
    await test.database.query(`create function hold() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock_shared(1); return null; end $$`);
    // The statement that compares the rows has its snapshot by then.
    await test.database.query(`create trigger hold before insert on user_import_rows
      for each statement execute function hold()`);
    holder = new pg.Client({ connectionString: test.database.url });
    await holder.connect();
  });
  beforeEach(async () => {
    await test.database.query('delete from users');
    await test.database.query('truncate user_imports, user_import_parts, user_import_rows');
    [user = ''] = await createUsers(test, { email: `${SECRET}@example.org`, displayName: SECRET });
    id = randomUUID();
    const file = `id,email,name\n,${SECRET}@example.org,By address\n${user},x@example.org,${SECRET} by id\n,b@example.org,B\n`;
    await upload(test, file, { id, query: 'last=false' });
  });
  // A failed test may have left its locks.
  afterEach(async () => {
    await holder.query('rollback');
    await holder.query('select pg_advisory_unlock_all()');
  });
  afterAll(async () => {
    await holder.end();
    await test.close();
  });

  const write = async (fields: string) => {
    const { data, errors } = await test.graphql(`mutation { write: ${fields} { userErrors { code } } }`);
    expect([errors, data?.write.userErrors]).toEqual([undefined, []]);
  };
  const bin = () => write(`deleteUser(id: "${user}")`);
  const erase = () => write(`eraseUsers(ids: ["${user}"], confirmation: "erase 1")`);
  const waits = (count: number) => expect.poll(() => test.database.query(WAITING)).toHaveLength(count);
  /** Holds a check at the lock while something else happens. */
  const heldAt = async (lock: string, meanwhile: () => Promise<unknown>) => {
    await holder.query(`select pg_advisory_lock(${lock})`);
    const answer = checkAgain(test, id, {});
    await waits(1);
    await meanwhile();
    await holder.query('select pg_advisory_unlock_all()');
    return answer;
  };
  const beginning = () => `hashtextextended('${id}', 0)`;
  const COMPARISON = '1';

  it.each([
    ['before it reads the file', beginning, bin],
    ['while it compares', () => COMPARISON, bin],
    ['before it reads the file, and put into the bin meanwhile', beginning, () => Promise.resolve()],
    ['while it compares, and put into the bin meanwhile', () => COMPARISON, () => Promise.resolve()],
  ])('an erased user is in no table after it: erased %s', async (_name, lock, before) => {
    await before();
    const checked = importIn(
      await heldAt(lock(), async () => {
        await bin();
        await erase();
      }),
    );
    expect(countsOf(checked)).toEqual([1, 0, 0, 2]);
    expect(checked.rows.nodes.map(({ email }) => email)).toEqual([null, null, 'b@example.org']);
    expect(await tablesWith(test.database, SECRET)).toEqual([]);
  });

  it('an erased user is in no table after it, if rows named the user in the bin by the address or the id', async () => {
    await bin();
    expect(countsOf(importIn(await checkAgain(test, id, {})))).toEqual([2, 0, 0, 1]);
    await erase();
    expect(await tablesWith(test.database, SECRET)).toEqual([]);
  });

  it('an erasure waits for a second check, and leaves the user in no table', async () => {
    await bin();
    importIn(await checkAgain(test, id, {}));
    let erasing: Promise<void> | undefined;
    importIn(
      await heldAt(COMPARISON, async () => {
        erasing = erase();
        await waits(2);
      }),
    );
    await erasing;
    expect(await tablesWith(test.database, SECRET)).toEqual([]);
  });

  it('an erasure deletes the file that a second check has not read yet', async () => {
    await bin();
    importIn(await checkAgain(test, id, {}));
    const { body } = await heldAt(beginning(), erase);
    expect(body).toContain('NOT_FOUND');
    expect(await tablesWith(test.database, SECRET)).toEqual([]);
  });

  it('an erasure leaves the rows and the file about others', async () => {
    const other = randomUUID();
    await upload(test, 'email,name\nb@example.org,Bea\n', { id: other, query: 'last=false' });
    id = other;
    await bin();
    const { reading, total } = importIn(await heldAt(COMPARISON, erase));
    expect([total, reading?.columns[1]?.samples]).toEqual([1, ['Bea']]);
    expect((await checkAgain(test, other, {})).body).toContain('"total":1');
  });

  it('the check waits for an erasure that has begun', async () => {
    await bin();
    await holder.query('begin');
    await holder.query('select from users where id = $1 for update', [user]);
    const erasing = erase();
    await waits(1);
    const answer = checkAgain(test, id, {});
    await waits(2);
    await holder.query('rollback');
    expect(countsOf(importIn(await answer))).toEqual([1, 0, 0, 2]);
    await erasing;
    expect(await tablesWith(test.database, SECRET)).toEqual([]);
  });

  it('another upload makes the check fail', async () => {
    const { body } = await heldAt(COMPARISON, () =>
      upload(test, 'email\nc@example.org\n', { id, query: 'last=false' }),
    );
    expect(body).toContain('NOT_FOUND');
    const rows = await test.database.query('select total, checked_at from user_imports');
    expect(rows).toEqual([{ total: 0, checked_at: null }]);
    expect((await checkAgain(test, id, {})).body).toContain('"total":1');
  });
});
