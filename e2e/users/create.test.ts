import { describe, expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 450 });

async function openUsers(address = '/users') {
  return new UsersScreen(await product.open(address, { clock: true })).settled();
}

describe('creating a user is one request, and the list shows the user at once', () => {
  test('at the top, if the newest come first', async () => {
    const users = await openUsers();
    const before = Number((await users.count.textContent())?.replace(/\D/g, ''));
    await users.create('Ada Lovelace', 'ada@example.org');
    await users.row('Ada Lovelace').waitFor();

    expect(await users.placeOf('Ada Lovelace')).toBe(1);
    expect(await users.row('Ada Lovelace').getAttribute('class')).toContain('is-marked');
    await expect.poll(() => users.count.textContent()).toBe(`${before + 1} people`);
    await users.dialog.waitFor({ state: 'detached' });
    await users.expectSent('CreateUser');
  });

  test('at the place of the name, if the list is filtered and ordered by name', async () => {
    const users = await openUsers('/users?q=person&status=NO_ACCESS&order=DISPLAY_NAME:ASC');
    expect((await users.names()).slice(0, 3)).toEqual(['Person 0010', 'Person 0020', 'Person 0030']);
    await users.create('Person 0025', 'new.0025@example.org');
    await users.row('Person 0025').waitFor();

    expect(await users.placeOf('Person 0025')).toBe(3);
    expect((await users.names()).slice(0, 4)).toEqual([
      'Person 0010',
      'Person 0020',
      'Person 0025',
      'Person 0030',
    ]);
    expect(await users.count.textContent()).toBe('45 found');
    await users.expectSent('CreateUser');
  });

  nightly('once, if the answer was lost and the request is retried', async () => {
    const users = await openUsers();
    await users.session.intercept(async (route) => {
      // The server gets the request, and the browser gets no answer.
      if (route.request().postData()?.includes('mutation CreateUser')) await route.fetch();
      await route.abort();
    });
    await users.create('Hedy Lamarr', 'hedy@example.org');
    await users.dialog.getByText('The server didn’t respond').waitFor();
    await users.page.unroute('**/graphql');
    await users.dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await users.row('Hedy Lamarr').waitFor();
    await users.dialog.waitFor({ state: 'detached' });
    users.session.expectProblems(/ERR_FAILED/);
    const made = await product.rollcall.sql(`select from users where email = 'hedy@example.org'`);
    expect(made).toHaveLength(1);
    expect(await users.page.locator('[data-user]').filter({ hasText: 'Hedy Lamarr' }).count()).toBe(1);
  });

  nightly('or not at all, if the filter excludes the user, as the notice says', async () => {
    const users = await openUsers('/users?q=person&department=Legal');
    const before = await users.names();
    await users.create('Grace Hopper', 'grace@example.org');
    await users.notice('Created').waitFor();

    expect(await users.toasts.textContent()).toContain('Hidden by the current filters');
    // Rows are rendered a few at a time, so there may be more by now.
    expect((await users.names()).slice(0, before.length)).toEqual(before);
    expect(await users.count.textContent()).toBe('113 found');
    await users.expectSent('CreateUser');

    await users.toasts.getByRole('button', { name: 'Show' }).click();
    await users.field('Email').getByText('grace@example.org').waitFor();
  });
});
