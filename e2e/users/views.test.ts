import { expect, test } from 'vitest';
import type { Session } from '../browser/session.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 120 });
const ANN = { email: 'ann@example.org', password: 'correct horse battery staple' };

/** The side bar and the line of the view, as a person sees them. */
class ViewsScreen extends UsersScreen {
  link(name: string) {
    return this.page
      .getByRole('navigation', { name: 'Pages' })
      .getByRole('link', { name: new RegExp(`^${name}`) });
  }

  button(name: string) {
    return this.page.locator('main').getByRole('button', { name, exact: true });
  }

  get title() {
    return this.page.locator('h1');
  }

  get edited() {
    return this.page.getByText('Edited', { exact: true });
  }

  /** The number in the side bar. */
  async countOf(name: string): Promise<number> {
    const text = await this.link(name).locator('span').textContent();
    return Number(text?.replace(/\D/g, ''));
  }

  async choose(action: string): Promise<void> {
    await this.button('View actions').click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }

  async density(name: string): Promise<void> {
    await this.button('Row height').click();
    await this.page.getByRole('menuitemcheckbox', { name }).click();
    await this.page.keyboard.press('Escape');
  }

  rowHeight(): Promise<number> {
    return this.rows.first().evaluate((row) => row.getBoundingClientRect().height);
  }

  /** The operations sent since the last `forget`, without the subscription of the list on screen. */
  get requests(): string[] {
    return this.session.operations.filter(({ line }) => line === 'http').map(({ name }) => name);
  }
}

async function openAsAnn(): Promise<Session> {
  const { rollcall } = product;
  const [role] = await rollcall.sql<{ id: string }>(`select id from roles where name = 'Viewer'`);
  await rollcall.graphql(
    'mutation ($input: CreateUserInput!) { createUser(input: $input) { userErrors { code } } }',
    { input: { ...ANN, displayName: 'Ann Other', roleIds: [role?.id] } },
  );
  const session = await product.open('/sign-in', { signedIn: false });
  await session.page.getByLabel('Email').fill(ANN.email);
  await session.page.getByLabel('Password', { exact: true }).fill(ANN.password);
  await session.page.getByRole('button', { name: 'Sign in' }).click();
  return session;
}

test('a list is saved as a view, opened by its link, changed, shared and deleted, by one request each', async () => {
  const screen = await new ViewsScreen(await product.open('/users')).settled();
  const { page, session } = screen;

  // The built-in lists with their counts, which came with the first page.
  expect(screen.requests.filter((name) => name !== 'RefreshSession')).toEqual(['Users']);
  expect(await screen.countOf('Everyone')).toBe(120);
  const withoutAccess = await screen.countOf('No access yet');
  session.forget();
  await screen.link('No access yet').click();
  await expect.poll(() => screen.count.textContent()).toBe(`${withoutAccess} found`);
  expect(screen.requests).toEqual(['Users']);
  expect(await screen.button('Save view…').count()).toBe(0);

  // Narrowed further, and saved.
  await screen.search.fill('person.00');
  await screen.button('Save view…').waitFor();
  await expect.poll(() => screen.count.textContent()).not.toBe(`${withoutAccess} found`);
  const found = Number.parseInt((await screen.count.textContent()) ?? '', 10);
  await screen.button('Save view…').click();
  await page.getByLabel('Name', { exact: true }).fill('Waiting');
  session.forget();
  await page.getByRole('button', { name: 'Save view', exact: true }).click();
  await expect.poll(() => screen.title.textContent()).toBe('Waiting');
  await expect.poll(() => screen.countOf('Waiting')).toBe(found);
  expect(screen.requests).toEqual(['CreateView']);
  expect(await screen.edited.count()).toBe(0);

  // After a reload it is there from the first answer.
  session.forget();
  await page.reload();
  await expect.poll(() => screen.title.textContent()).toBe('Waiting');
  expect(await screen.countOf('Waiting')).toBe(found);
  expect(screen.requests).toEqual(['RefreshSession', 'Users']);
  const address = page.url();

  // Another order and density: the URL takes precedence, and Reset goes back to the saved view.
  session.forget();
  await page.goto(`${address}&order=EMAIL:ASC`);
  await screen.edited.waitFor();
  expect(screen.requests).toEqual(['RefreshSession', 'Users']);
  session.forget();
  await screen.density('Compact');
  await expect.poll(() => screen.rowHeight()).toBe(36);
  expect(screen.requests).toEqual([]);
  await screen.button('Reset').click();
  await screen.edited.waitFor({ state: 'detached' });
  await expect.poll(() => page.url()).toBe(address);
  await expect.poll(() => screen.rowHeight()).toBe(60);
  expect(screen.requests).toEqual(['Users']);

  // A change of the view. The person's own density stays.
  await screen.density('Compact');
  session.forget();
  await screen.button('Save').click();
  await screen.edited.waitFor({ state: 'detached' });
  expect(screen.requests).toEqual(['UpdateView']);
  await screen.link('Everyone').click();
  await expect.poll(() => screen.rowHeight()).toBe(60);
  session.forget();
  await screen.link('Waiting').click();
  await expect.poll(() => screen.rowHeight()).toBe(36);
  expect(screen.requests.filter((name) => name !== 'Users')).toEqual([]);

  // Shared: a second person finds it, with its columns, and their own choice stays.
  session.forget();
  await screen.choose('Share with everyone');
  await screen.notice('View shared with everyone').waitFor();
  expect(screen.requests).toEqual(['UpdateView']);
  const ann = await new ViewsScreen(await openAsAnn()).settled();
  ann.session.forget();
  await ann.link('Waiting').click();
  await expect.poll(() => ann.title.textContent()).toBe('Waiting');
  await expect.poll(() => ann.rowHeight()).toBe(36);
  expect(ann.requests).toEqual(['Users']);
  await ann.density('Medium');
  await ann.edited.waitFor();
  expect(await ann.button('Save').count()).toBe(0);
  await ann.link('Everyone').click();
  await expect.poll(() => ann.rowHeight()).toBe(60);

  // A write answers with the counts of the views too.
  const name = await screen.rows.first().getByRole('link').textContent();
  await screen.open(name ?? '');
  session.forget();
  await screen.act('Deactivate');
  await expect.poll(() => screen.countOf('Waiting')).toBe(found - 1);
  expect(await screen.countOf('Deactivated')).toBeGreaterThan(0);
  expect(screen.requests).toEqual(['DeactivateUser']);
  // Its menu handles Escape until it is closed.
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await screen.dialog.press('Escape');
  await screen.dialog.waitFor({ state: 'detached' });

  // Another person saved it meanwhile: the save is refused with a reason, and nothing is lost.
  await product.rollcall.sql(`update saved_views set version = version + 1`);
  await screen.density('Medium');
  await screen.button('Save').click();
  await screen.notice('Someone else updated this view').waitFor();
  await expect.poll(() => screen.rowHeight()).toBe(44);
  await screen.button('Save').click();
  await screen.edited.waitFor({ state: 'detached' });

  // The palette finds it.
  await screen.link('Everyone').click();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Find a person, or what to do').fill('waiti');
  await page.getByRole('option', { name: 'Waiting' }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => screen.title.textContent()).toBe('Waiting');

  // Deleted, and restored by Undo.
  session.forget();
  await screen.choose('Delete view');
  await screen.link('Waiting').waitFor({ state: 'detached' });
  await expect.poll(() => screen.title.textContent()).toBe('People');
  await screen.notice('Waiting deleted').getByRole('button', { name: 'Undo' }).click();
  await screen.link('Waiting').waitFor();
  await expect.poll(() => screen.title.textContent()).toBe('Waiting');
  expect(screen.requests).toEqual(['DeleteView', 'CreateView']);
});
