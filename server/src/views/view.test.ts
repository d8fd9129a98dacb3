import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ask } from '../testing/accounts/access-tokens.js';
import { createPerson, type Person, signedIn } from '../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

interface View {
  id: string;
  name: string;
  version: number;
}

let test: TestApp;
let owner: Person;
let viewer: Person;

beforeAll(async () => {
  test = await startTestApp();
  await createPerson(test, 'owner@example.org', 'Owner');
  await createPerson(test, 'viewer@example.org', 'Viewer');
  owner = await signedIn(test, 'owner@example.org');
  viewer = await signedIn(test, 'viewer@example.org');
});
beforeEach(() => test.database.query('delete from saved_views'));
afterAll(() => test.close());

const FIELDS = 'id name query layout isShared version viewerCanUpdate';
const ANSWER = `{ view { ${FIELDS} } views { ${FIELDS} } userErrors { code path } }`;

async function write(ask: Ask, kind: 'create' | 'update', input: object) {
  const type = kind === 'create' ? 'CreateViewInput' : 'UpdateViewInput';
  const { data, errors } = await ask(
    `mutation ($input: ${type}!) { write: ${kind}View(input: $input) ${ANSWER} }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return data.write as { view: View | null; views: View[]; userErrors: { code: string; path: string[] }[] };
}

async function remove(ask: Ask, id: string) {
  const { data } = await ask(`mutation ($id: ID!) { write: deleteView(id: $id) ${ANSWER} }`, { id });
  return data.write as Awaited<ReturnType<typeof write>>;
}

async function make(ask: Ask, name: string, own: object = {}): Promise<View> {
  const { view } = await write(ask, 'create', { name, query: '', ...own });
  if (!view) throw new Error('It was refused.');
  return view;
}

const namesFor = async (ask: Ask) =>
  ((await ask('{ views { name } }')).data.views as View[]).map(({ name }) => name);
const refusalOf = ({ view, userErrors }: Awaited<ReturnType<typeof write>>) => {
  expect(view).toBeNull();
  return userErrors.map(({ code, path }) => `${code} ${path.join('.')}`).join();
};

describe('a view', () => {
  it('is saved with its list and layout, and the answer has all of them', async () => {
    const own = { name: ' Waiting ', query: 'status=INVITED&order=EMAIL:ASC', layout: '{"density":36}' };
    const { view, views, userErrors } = await write(viewer.graphql, 'create', own);
    expect(userErrors).toEqual([]);
    expect(view).toMatchObject({
      ...own,
      name: 'Waiting',
      isShared: false,
      version: 1,
      viewerCanUpdate: true,
    });
    expect(views).toEqual([view]);
    const [entry] = await test.database.query(
      'select action, actor_id, target_type, target_id, changes from audit_entries order by id desc limit 1',
    );
    expect(entry).toMatchObject({
      action: 'VIEW_CREATED',
      actor_id: viewer.id,
      target_type: 'VIEW',
      target_id: view?.id,
      changes: { name: { before: null, after: 'Waiting' } },
    });
  });

  it('is visible only to its owner unless it is shared', async () => {
    const { id, version } = await make(viewer.graphql, 'Mine');
    await make(owner.graphql, 'For all', { isShared: true });
    expect(await namesFor(viewer.graphql)).toEqual(['Mine', 'For all']);
    expect(await namesFor(owner.graphql)).toEqual(['For all']);
    expect(await namesFor(test.graphql)).toEqual(['For all']);
    const input = { id, version, name: 'Taken' };
    expect(refusalOf(await write(owner.graphql, 'update', input))).toBe('NOT_FOUND input.id');
    expect(refusalOf(await remove(owner.graphql, id))).toBe('NOT_FOUND id');
  });

  it('is shared and changed for all only with the permission', async () => {
    const shared = await make(owner.graphql, 'For all', { isShared: true });
    expect(refusalOf(await write(viewer.graphql, 'create', { name: 'x', query: '', isShared: true }))).toBe(
      'NOT_ALLOWED input.isShared',
    );
    const own = await make(viewer.graphql, 'Mine');
    const share = { id: own.id, version: 1, isShared: true };
    expect(refusalOf(await write(viewer.graphql, 'update', share))).toBe('NOT_ALLOWED input.isShared');
    const rename = { id: shared.id, version: 1, name: 'Other' };
    expect(refusalOf(await write(viewer.graphql, 'update', rename))).toBe('NOT_ALLOWED input.id');
    expect(refusalOf(await remove(viewer.graphql, shared.id))).toBe('NOT_ALLOWED id');
    const { data } = await viewer.graphql('{ views { name viewerCanUpdate } }');
    expect(data.views).toEqual([
      { name: 'Mine', viewerCanUpdate: true },
      { name: 'For all', viewerCanUpdate: false },
    ]);
  });

  it('is changed by its present version, and missing fields stay', async () => {
    const { id } = await make(viewer.graphql, 'Mine', { query: 'q=a', layout: '{"a":1}' });
    const { view } = await write(viewer.graphql, 'update', { id, version: 1, query: 'q=b' });
    expect(view).toMatchObject({ name: 'Mine', query: 'q=b', layout: '{"a":1}', version: 2 });
    expect(refusalOf(await write(viewer.graphql, 'update', { id, version: 1, name: 'x' }))).toBe(
      'STALE_VERSION input.version',
    );
    const { view: bare } = await write(viewer.graphql, 'update', { id, version: 2, layout: null });
    expect(bare).toMatchObject({ layout: null, version: 3 });
    const [entry] = await test.database.query(
      'select action, changes from audit_entries order by id desc limit 1',
    );
    expect(entry).toEqual({
      action: 'VIEW_UPDATED',
      changes: { layout: { before: '{"a":1}', after: null } },
    });
  });

  it('can be moved among the views of its kind', async () => {
    const [first] = [await make(viewer.graphql, 'a'), await make(viewer.graphql, 'b')];
    const third = await make(viewer.graphql, 'c');
    const names = ({ views }: Awaited<ReturnType<typeof write>>) => views.map(({ name }) => name);
    const move = (view: View, position: number) => ({ id: view.id, version: view.version, position });
    expect(names(await write(viewer.graphql, 'update', move(third, 0)))).toEqual(['c', 'a', 'b']);
    expect(names(await write(viewer.graphql, 'update', move(first, 9)))).toEqual(['c', 'b', 'a']);
    const create = (name: string, own = {}) =>
      write(viewer.graphql, 'create', { name, query: '', ...own }).then(names);
    expect(await create('d')).toEqual(['c', 'b', 'a', 'd']);
    expect(await create('e', { position: 1 })).toEqual(['c', 'e', 'b', 'a', 'd']);
  });

  it('can be deleted, which the audit trail records', async () => {
    const { id } = await make(viewer.graphql, 'Mine');
    const { view, views } = await remove(viewer.graphql, id);
    expect([view?.id, views]).toEqual([id, []]);
    expect(refusalOf(await remove(viewer.graphql, id))).toBe('NOT_FOUND id');
    expect(refusalOf(await remove(viewer.graphql, 'x'))).toBe('NOT_FOUND id');
    const [entry] = await test.database.query('select action from audit_entries order by id desc limit 1');
    expect(entry).toEqual({ action: 'VIEW_DELETED' });
  });

  it('is deleted with its owner, and stays if it is shared', async () => {
    await createPerson(test, 'guest@example.org', 'Owner');
    const guest = await signedIn(test, 'guest@example.org');
    await make(guest.graphql, 'Theirs');
    await make(guest.graphql, 'For all', { isShared: true });
    await test.database.query('delete from users where id = $1', [guest.id]);
    expect(await test.database.query('select name, owner_id from saved_views')).toEqual([
      { name: 'For all', owner_id: null },
    ]);
  });

  it.each([
    [{ name: ' ' }, 'REQUIRED input.name'],
    [{ name: 'x'.repeat(101) }, 'TOO_LONG input.name'],
    [{ query: 'x'.repeat(4_001) }, 'TOO_LONG input.query'],
    [{ query: 'a\0' }, 'INVALID input.query'],
    [{ layout: '[]' }, 'INVALID input.layout'],
    [{ layout: '{' }, 'INVALID input.layout'],
    [{ layout: `{"a":"${'x'.repeat(4_000)}"}` }, 'TOO_LONG input.layout'],
  ])('with %j is refused', async (own, refusal) => {
    expect(refusalOf(await write(viewer.graphql, 'create', { name: 'x', query: '', ...own }))).toBe(refusal);
  });

  it('of an operator’s token is shared', async () => {
    expect(refusalOf(await write(test.graphql, 'create', { name: 'x', query: '' }))).toBe(
      'NOT_ALLOWED input.isShared',
    );
    expect(
      (await write(test.graphql, 'create', { name: 'x', query: '', isShared: true })).userErrors,
    ).toEqual([]);
  });

  it('is limited to fifty, also for simultaneous requests', async () => {
    await test.database.query(
      `insert into saved_views (owner_id, name, query, is_shared, position)
        select $1, n::text, '', false, n from generate_series(1, 49) n`,
      [viewer.id],
    );
    const answers = await Promise.all(
      [1, 2, 3].map(() => write(viewer.graphql, 'create', { name: 'x', query: '' })),
    );
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual([
      'LIMIT',
      'LIMIT',
    ]);
  });
});
