import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  edit,
  EVERYTHING,
  field,
  input,
  onWideScreen,
  open,
  openBesideList,
  panel,
  press,
  shown,
  written,
} from '../../../test/open-user';
import { inFull, person } from '../../../test/people';
import { signedIn } from '../../../test/sign-in';

beforeEach(onWideScreen);

describe('a field', () => {
  test('is edited in place: Enter saves it alone, in one request, and the row follows', async () => {
    const { server } = await openBesideList();
    const asked = server.names.length;
    await edit('title', 'Countess');
    press('Enter', input('title'));
    const write = await server.asked('UpdateUser');
    expect(write.variables).toMatchObject({ input: { id: person(2).id, version: 1, title: 'Countess' } });
    expect(Object.keys(write.variables['input'] as object)).toEqual(['id', 'version', 'title']);
    // What was typed is shown at once, and the focus stays at the field.
    await vi.waitFor(() => expect(shown('title')?.textContent).toContain('Countess'));
    await vi.waitFor(() => expect(document.activeElement).toBe(shown('title')));
    write.answer(written(person(2, { title: 'Countess', version: 2 })));
    await vi.waitFor(() => expect(document.body.textContent).toContain('Job title of Person 2 changed'));
    expect(document.querySelector('[role=table]')?.textContent).toContain('Countess');
    expect(server.names.slice(asked).filter((name) => !name.startsWith('UserActivity'))).toEqual([
      'UpdateUser',
    ]);
  });

  test('is saved when it is left, and not at all where nothing was typed', async () => {
    const { server } = await openBesideList();
    shown('phone')?.click();
    await vi.waitFor(() => expect(document.activeElement).toBe(input('phone')));
    shown('title')?.focus();
    await vi.waitFor(() => expect(input('phone')).toBeNull());
    expect(server.names).not.toContain('UpdateUser');
    await edit('title', 'Countess');
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    expect((await server.asked('UpdateUser')).variables).toMatchObject({ input: { title: 'Countess' } });
  });

  test('has what it had before after Escape, and the panel stays open', async () => {
    const { server } = await openBesideList(person(2, { title: 'Baroness' }));
    await edit('title', 'Countess');
    press('Escape', input('title'));
    await vi.waitFor(() => expect(shown('title')?.textContent).toContain('Baroness'));
    await vi.waitFor(() => expect(document.activeElement).toBe(shown('title')));
    expect(panel()).not.toBeNull();
    expect(server.names).not.toContain('UpdateUser');
  });

  test('shows at its place what the server refused, keeps what was typed, and is not sent again by leaving it', async () => {
    const { server } = await openBesideList();
    await edit('email', 'person.3@example.org');
    press('Enter', input('email'));
    const userErrors = [
      { __typename: 'UserError', code: 'EMAIL_TAKEN', message: 'Taken.', path: ['input', 'email'] },
    ];
    const emailHolder = { __typename: 'User', id: person(3).id, displayName: 'Person 3' };
    (await server.asked('UpdateUser')).answer(written(null, { userErrors, emailHolder }));
    await vi.waitFor(() =>
      expect(field('email')?.querySelector('[role=alert]')?.textContent).toContain('Taken.'),
    );
    expect(input('email')?.value).toBe('person.3@example.org');
    expect(field('email')?.textContent).toContain('Person 3 has this email.');
    await vi.waitFor(() => expect(document.activeElement).toBe(input('email')));
    shown('title')?.focus();
    await flushPromises();
    expect(server.names.filter((name) => name === 'UpdateUser')).toHaveLength(1);
    expect(input('email')?.value).toBe('person.3@example.org');
  });

  test('is not sent where it can be refused here', async () => {
    const { server } = await openBesideList();
    await edit('displayName', ' ');
    press('Enter', input('displayName'));
    await vi.waitFor(() => expect(field('displayName')?.textContent).toContain('This field is required.'));
    expect(server.names).not.toContain('UpdateUser');
  });

  test('goes to the conflict where another changed it, and is saved by keeping it', async () => {
    const { server } = await openBesideList();
    await edit('title', 'Mine');
    press('Enter', input('title'));
    const now = person(2, { title: 'Theirs', version: 2 });
    const conflict = { __typename: 'UserConflict', user: now, changes: [] };
    const userErrors = [
      { __typename: 'UserError', code: 'STALE_VERSION', message: 'Stale.', path: ['input'] },
    ];
    (await server.asked('UpdateUser')).answer(written(null, { userErrors, conflict }));
    await vi.waitFor(() => expect(field('title')?.textContent).toContain('“Theirs”'));
    expect(input('title')?.value).toBe('Mine');
    press('Enter', input('title'));
    await flushPromises();
    expect(server.names.filter((name) => name === 'UpdateUser')).toHaveLength(1);
    field('title')?.querySelector<HTMLElement>('[aria-label="Keep mine: Job title"]')?.click();
    expect((await server.asked('UpdateUser', 2)).variables).toMatchObject({
      input: { version: 2, title: 'Mine' },
    });
  });

  test('is opened by its key: the one that has the focus, else the name', async () => {
    await openBesideList();
    press('e');
    await vi.waitFor(() => expect(document.activeElement).toBe(input('displayName')));
    press('Escape', input('displayName'));
    shown('phone')?.focus();
    press('e', shown('phone'));
    await vi.waitFor(() => expect(document.activeElement).toBe(input('phone')));
  });

  test('of one’s own address is left to the page where it takes proof', async () => {
    const session = await signedIn({ permissions: EVERYTHING, id: person(2).id });
    const { server } = await open(undefined, session);
    (await server.asked('UserInFull')).answer({ user: inFull(person(2)) });
    await vi.waitFor(() => expect(field('email')?.textContent).toContain('your account’s Security page'));
    expect(shown('email')).toBeNull();
    expect(shown('displayName')).not.toBeNull();
  });
});

test('the roles are asked for when their menu opens, and each is a stop of Tab', async () => {
  const role = (n: number) => ({ __typename: 'Role', id: `r${n}`, name: `Role ${n}`, viewerCanGive: true });
  const own = { ...role(1), description: null, permissions: [] };
  const { server } = await openBesideList(person(2, { roles: [own] }));
  expect(shown('roleIds')?.textContent).toContain('Role 1');
  expect(server.names).not.toContain('Roles');
  shown('roleIds')?.click();
  const roles = [1, 2].map((n) => ({ ...role(n), description: null, permissions: [] }));
  (await server.asked('Roles')).answer({ roles });
  const boxes = () => [...(field('roleIds')?.querySelectorAll<HTMLElement>('[role=checkbox]') ?? [])];
  await vi.waitFor(() => expect(document.activeElement).toBe(boxes()[0]));
  expect(boxes().map(({ tabIndex }) => tabIndex)).toEqual([0, 0]);
  boxes()[1]?.click();
  await flushPromises();
  press('Enter', boxes()[1] ?? null);
  const write = await server.asked('UpdateUser');
  expect(write.variables).toMatchObject({ input: { version: 1, roleIds: ['r1', 'r2'] } });
  await vi.waitFor(() => expect(shown('roleIds')?.textContent).toContain('Role 1, Role 2'));
});

describe('what was changed', () => {
  async function change() {
    const opened = await openBesideList(person(2, { title: 'Baroness' }));
    await edit('title', 'Countess');
    press('Enter', input('title'));
    (await opened.server.asked('UpdateUser')).answer(written(person(2, { title: 'Countess', version: 2 })));
    await vi.waitFor(() => expect(document.body.textContent).toContain('Job title of Person 2 changed'));
    return opened;
  }

  test('is taken back by one request, from the version that the change made', async () => {
    const { server } = await change();
    press('z');
    const undo = await server.asked('UpdateUser', 2);
    expect(undo.variables).toMatchObject({ input: { id: person(2).id, version: 2, title: 'Baroness' } });
    undo.answer(written(person(2, { title: 'Baroness', version: 3 })));
    await vi.waitFor(() => expect(shown('title')?.textContent).toContain('Baroness'));
  });

  test('stays if somebody else changed the user since, and a notice says so', async () => {
    const { server } = await change();
    press('z');
    const now = person(2, { title: 'Theirs', version: 3 });
    const userErrors = [
      { __typename: 'UserError', code: 'STALE_VERSION', message: 'Stale.', path: ['input'] },
    ];
    const conflict = { __typename: 'UserConflict', user: now, changes: [] };
    (await server.asked('UpdateUser', 2)).answer(written(null, { userErrors, conflict }));
    await vi.waitFor(() => expect(document.body.textContent).toContain('Not undone: someone changed'));
  });
});
