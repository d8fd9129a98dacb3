import { describe, expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 40 });

async function openUsers(address = '/users?order=DISPLAY_NAME:ASC') {
  return new UsersScreen(await product.open(address, { clock: true })).settled();
}

describe('each change to a user is one request', () => {
  test('an edit moves the row to the place of its new name', async () => {
    const users = await openUsers();
    await users.open('Person 0005');
    await users.type('Display name', 'Person 0012 b');
    users.session.forget();
    await users.page.keyboard.press('Enter');
    await users.row('Person 0012 b').waitFor();

    expect(await users.placeOf('Person 0012 b')).toBe(12);
    expect(await users.row('Person 0012 b').getAttribute('class')).toContain('is-marked');
    expect(await users.row('Person 0005').count()).toBe(0);
    expect(await users.count.textContent()).toBe('40 people');
    await users.dialog.getByRole('heading', { name: 'Person 0012 b' }).waitFor();
    await users.expectSent('UpdateUser');

    users.session.forget();
    await users.notice('Display name of Person 0012 b changed').getByRole('button', { name: 'Undo' }).click();
    await users.row('Person 0005').waitFor();
    expect(await users.placeOf('Person 0005')).toBe(5);
    await users.expectSent('UpdateUser');
  });

  test('leaving a field saves it, and the next user opens after the answer', async () => {
    const users = await openUsers();
    await users.open('Person 0005');
    await users.type('Job title', 'Countess');
    users.session.forget();
    await users.row('Person 0006').getByRole('link').click();
    await users.dialog.getByRole('heading', { name: 'Person 0006' }).waitFor();
    await users.notice('Job title of Person 0005 changed').waitFor();
    await users.expectSent('UpdateUser', 'UserInFull');
  });

  nightly('an edit removes the row from a list that no longer matches', async () => {
    const users = await openUsers('/users?department=Legal&order=DISPLAY_NAME:ASC');
    await users.open('Person 0005');
    await users.type('Department', 'Sales');
    users.session.forget();
    await users.page.keyboard.press('Enter');
    await users.toasts.filter({ hasText: 'Hidden by the current filters' }).waitFor();

    expect(await users.row('Person 0005').count()).toBe(0);
    expect(await users.count.textContent()).toBe('9 found');
    await users.expectSent('UpdateUser');
  });

  test('deactivating and reactivating, shown in the row and in the drawer', async () => {
    const users = await openUsers();
    const drawer = await users.open('Person 0003');
    users.session.forget();
    await users.act('Deactivate');
    await drawer.getByText('Deactivated', { exact: true }).waitFor();
    await users.row('Person 0003').getByText('Deactivated').waitFor();
    expect(await users.count.textContent()).toBe('40 people');
    await users.expectSent('DeactivateUser');

    users.session.forget();
    await users.act('Reactivate');
    await users.row('Person 0003').getByText('Active').waitFor();
    await users.expectSent('ReactivateUser');
  });

  nightly('deactivating, and undoing it', async () => {
    const users = await openUsers();
    await users.open('Person 0003');
    users.session.forget();
    await users.act('Deactivate');
    await users.expectSent('DeactivateUser');
    users.session.forget();
    // Found by its text: assistive technology sees only the drawer, whose menu has the way back.
    await users.notice('Person 0003 deactivated').locator('button', { hasText: 'Undo' }).click();
    await users.row('Person 0003').getByText('Active').waitFor();
    await users.notice('Person 0003 reactivated').waitFor();
    // The notice of the last action replaces the previous one.
    await expect.poll(() => users.toasts.count()).toBe(1);
    await users.expectSent('ReactivateUser');
  });

  test('deleting, and undoing it', async () => {
    const users = await openUsers();
    await users.open('Person 0003');
    users.session.forget();
    await users.act('Delete');
    await users.notice('Person 0003 moved to the bin').getByText('person.0003@example.org').waitFor();
    await users.row('Person 0003').waitFor({ state: 'detached' });
    expect(await users.count.textContent()).toBe('39 people');
    await users.expectSent('DeleteUser');

    users.session.forget();
    await users.toasts.getByRole('button', { name: 'Undo' }).click();
    await users.row('Person 0003').waitFor();
    expect(await users.placeOf('Person 0003')).toBe(3);
    expect(await users.count.textContent()).toBe('40 people');
    await users.expectSent('RestoreUser');
  });

  nightly('restoring from the bin', async () => {
    await product.rollcall.sql(`update users set deleted_at = now() where email like 'person.000%'`);
    const users = await openUsers('/users?status=DELETED');
    expect(await users.count.textContent()).toBe('9 found');
    await users.row('Person 0004').getByRole('link').click();
    const restore = users.dialog.getByRole('button', { name: 'Restore' });
    await restore.waitFor();
    users.session.forget();
    await restore.click();
    await users.row('Person 0004').waitFor({ state: 'detached' });
    expect(await users.count.textContent()).toBe('8 found');
    await users.expectSent('RestoreUser');
  });
});
