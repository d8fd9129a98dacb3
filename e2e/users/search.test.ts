import type { Route } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 300 });

async function openUsers(address = '/users', clock = false) {
  return new UsersScreen(await product.open(address, { clock })).settled();
}

/** Types fast: no time passes between the keys, even on a slow machine. */
async function typeAtOnce({ page, search }: UsersScreen, text: string): Promise<void> {
  // A time in the future, as the clock can't be set back.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000));
  await search.pressSequentially(text);
  await page.clock.resume();
}

describe('search as you type', () => {
  test('sends one request per pause, and the URL follows', async () => {
    const users = await openUsers('/users', true);
    users.session.forget();
    await typeAtOnce(users, 'person 012');
    await expect.poll(() => users.count.textContent()).toBe('11 found');
    expect(users.session.sent.filter((name) => name === 'Users')).toHaveLength(1);
    expect(new URL(users.page.url()).searchParams.get('q')).toBe('person 012');
  });

  nightly('sends one request from far down, too, and shows the first matches', async () => {
    const users = await openUsers('/users?order=DISPLAY_NAME:ASC');
    await users.scrollTo(230);
    await users.row('Person 0231').waitFor();
    await expect.poll(() => users.session.sent.filter((name) => name === 'Users')).toHaveLength(3);
    users.session.forget();
    await users.search.fill('person');
    await expect.poll(() => users.count.textContent()).toBe('300 found');
    await users.row('Person 0001').waitFor();
    await users.search.fill('person 01');
    await expect.poll(() => users.count.textContent()).toBe('112 found');
    expect(users.session.sent.filter((name) => name === 'Users')).toHaveLength(2);
  });

  nightly('sends one request for each pause, for any number of pauses', async () => {
    const users = await openUsers('/users', true);
    users.session.forget();
    for (const [typed, count] of [
      ['per', '300 found'],
      ['son 0', '300 found'],
      ['1', '112 found'],
      ['2', '11 found'],
    ] as const) {
      await typeAtOnce(users, typed);
      await expect.poll(() => new URL(users.page.url()).searchParams.get('q')).toContain(typed);
      await expect.poll(() => users.count.textContent()).toBe(count);
    }
    expect(users.session.sent.filter((name) => name === 'Users')).toHaveLength(4);
  });

  test('never shows a late answer to an earlier search', async () => {
    const users = await openUsers();
    const held: Route[] = [];
    await users.session.intercept(async (route) => {
      if (route.request().postData()?.includes('"person 011"')) held.push(route);
      else await route.continue();
    });
    await users.search.fill('person 011');
    await expect.poll(() => held.length).toBe(1);
    await users.search.fill('person 022');
    await users.row('Person 0225').waitFor();
    // The page may have aborted the request by then, so the answer may fail.
    await Promise.all(held.map((route) => route.continue().catch(() => undefined)));
    await users.page.evaluate(() => fetch('/healthz'));
    expect(await users.count.textContent()).toBe('11 found');
    expect((await users.names())[0]).toBe('Person 0220');
  });

  nightly('keeps the previous rows, dimmed, until the next ones arrive', async () => {
    const users = await openUsers();
    const held: Route[] = [];
    await users.session.intercept((route) => void held.push(route));
    await users.search.fill('person 011');
    await expect.poll(() => held.length).toBe(1);
    expect((await users.names())[0]).toBe('Person 0001');
    expect(await users.page.getByRole('table').getAttribute('aria-busy')).toBe('true');
    await held[0]?.continue();
    await users.row('Person 0115').waitFor();
    expect(await users.page.getByRole('table').getAttribute('aria-busy')).toBe('false');
  });

  test('says that there are no matches, and leads back', async () => {
    const users = await openUsers();
    await users.search.fill('nobody of this name');
    await users.page.getByRole('heading', { name: 'No one matches “nobody of this name”' }).waitFor();
    expect(await users.count.textContent()).toBe('0 found');
    await users.page.getByRole('main').getByRole('button', { name: 'Clear search' }).last().click();
    await users.row('Person 0001').waitFor();
    expect(await users.search.inputValue()).toBe('');
  });

  nightly('counts no further than 10,000, and says so', async () => {
    const users = await openUsers();
    const answer = { totalCount: 10_000, totalCountIsCapped: true };
    await users.session.intercept(async (route) => {
      const response = await route.fetch();
      const { data } = (await response.json()) as { data: { users?: object } };
      await route.fulfill({
        response,
        json: { data: { ...data, ...(data.users && { users: { ...data.users, ...answer } }) } },
      });
    });
    await users.search.fill('person');
    await expect.poll(() => users.count.textContent()).toBe('10,000+ found');
    expect(await users.page.getByRole('table').getAttribute('aria-rowcount')).toBe('-1');
  });
});

describe('the address', () => {
  nightly('goes back step by step: the whole search, then each filter', async () => {
    const users = await openUsers();
    await users.search.pressSequentially('person', { delay: 200 });
    await expect.poll(() => new URL(users.page.url()).searchParams.get('q')).toBe('person');
    await users.page.getByRole('button', { name: 'Status', exact: true }).click();
    await users.page.getByRole('checkbox', { name: 'No access yet' }).click();
    await expect.poll(() => users.count.textContent()).toBe('29 found');
    expect(new URL(users.page.url()).searchParams.get('status')).toBe('NO_ACCESS');
    await users.page.keyboard.press('Escape');

    await users.page.goBack();
    await expect.poll(() => users.count.textContent()).toBe('300 found');
    await users.page.goBack();
    await expect.poll(() => users.count.textContent()).toBe('300 people');
    expect(await users.search.inputValue()).toBe('');
    await users.page.goForward();
    await expect.poll(() => users.search.inputValue()).toBe('person');
    await users.page.goForward();
    await expect.poll(() => users.count.textContent()).toBe('29 found');

    await users.page.reload();
    await users.rows.first().waitFor();
    expect(await users.count.textContent()).toBe('29 found');
    expect(await users.search.inputValue()).toBe('person');
    await users.page.getByRole('button', { name: 'Status: No access yet' }).click();
    await users.page.getByRole('checkbox', { name: 'No access yet' }).click();
    await expect.poll(() => users.count.textContent()).toBe('300 found');
  });

  nightly('is read as far as it is valid', async () => {
    const users = await openUsers(
      '/users?status=GONE&order=PASSWORD:UP&from=2026-99-99&role=x&status=NO_ACCESS&%ff=%',
    );
    expect(await users.count.textContent()).toBe('29 found');
  });

  test('has the order chosen by a click on a column', async () => {
    const users = await openUsers();
    const head = users.page.getByRole('columnheader', { name: 'Name' });
    await head.getByRole('button', { name: 'Name' }).click();
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending');
    await head.getByRole('button', { name: 'Name' }).click();
    await users.row('Person 0300').waitFor();
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect((await users.names())[0]).toBe('Person 0300');
    expect(new URL(users.page.url()).searchParams.get('order')).toBe('DISPLAY_NAME:DESC');
  });

  nightly('has the best match of a search first, and the newest if chosen', async () => {
    const users = await openUsers('/users?q=01');
    // Newer users contain it in their number, such as 0001.
    await expect.poll(async () => (await users.names())[0]).toBe('Person 0100');
    const sort = (name: string) => async () => {
      await users.page.getByRole('button', { name: 'Sort by' }).click();
      await users.page.getByRole('menuitemcheckbox', { name }).click();
    };
    await sort('Created')();
    await expect.poll(async () => (await users.names())[0]).toBe('Person 0001');
    expect(new URL(users.page.url()).searchParams.get('order')).toBe('CREATED_AT:DESC');
    await sort('Best match')();
    await expect.poll(async () => (await users.names())[0]).toBe('Person 0100');
    expect(new URL(users.page.url()).searchParams.has('order')).toBe(false);
  });

  test('opens a dialog and a user directly, with the list below', async () => {
    const id = await product.rollcall.idOf('person.0200@example.org');
    const users = await openUsers(`/users/${id}?status=NO_ACCESS`);
    await users.field('Email').getByText('person.0200@example.org').waitFor();
    await users.page.keyboard.press('Escape');
    await users.dialog.waitFor({ state: 'detached' });
    await expect.poll(() => new URL(users.page.url()).pathname).toBe('/users');
    expect(await users.count.textContent()).toBe('29 found');
  });
});
