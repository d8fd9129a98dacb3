import type { Route } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 20 });

async function openNew(locale = 'en-US') {
  const users = await new UsersScreen(await product.open('/users/new', { locale })).settled();
  const form = {
    email: users.dialog.locator('input[name=email]'),
    displayName: users.dialog.locator('input[name=displayName]'),
    submit: users.dialog.locator('[type=submit]'),
  };
  await form.email.waitFor();
  return { users, ...form };
}

describe('the dialog for a new user', () => {
  test('shows the server’s refusal at its field, and focuses it', async () => {
    const { users, email, displayName, submit } = await openNew();
    await email.fill('PERSON.0007@example.org');
    await displayName.fill('Someone Else');
    await submit.click();
    await users.dialog.getByText('Another user already has this email address.').waitFor();
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => email.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await displayName.inputValue()).toBe('Someone Else');

    await email.fill('someone.else@example.org');
    await users.dialog
      .getByText('Another user already has this email address.')
      .waitFor({ state: 'detached' });
    await submit.click();
    await users.row('Someone Else').waitFor();
  });

  nightly('opens a folded part if the fault is there', async () => {
    const { users, email, displayName, submit } = await openNew();
    await email.fill('a@example.org');
    await displayName.fill('A');
    await users.dialog.getByRole('button', { name: 'More fields' }).click();
    await users.dialog.getByLabel('Time zone').fill('Mars/Olympus');
    await users.dialog.getByRole('button', { name: 'More fields' }).click();
    await submit.click();
    await users.dialog.getByText('This is not a time zone such as Europe/Zurich.').waitFor();
    expect(await users.dialog.getByLabel('Time zone').getAttribute('aria-invalid')).toBe('true');
  });

  nightly('reports missing values without a request', async () => {
    const { users, submit, email } = await openNew();
    users.session.forget();
    await submit.click();
    await expect.poll(() => users.dialog.getByText('This field is required.').count()).toBe(2);
    await expect.poll(() => email.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(users.session.sent).toEqual([]);
  });

  test('keeps the typed values if no answer comes, and sends them again', async () => {
    const { users, email, displayName, submit } = await openNew();
    await email.fill('late@example.org');
    await displayName.fill('Late Comer');
    await users.session.intercept((route) => route.abort());
    await submit.click();
    await users.dialog.getByText('The server didn’t respond.').waitFor();
    expect([await email.inputValue(), await displayName.inputValue()]).toEqual([
      'late@example.org',
      'Late Comer',
    ]);

    await users.page.unroute('**/graphql');
    await submit.click();
    await users.row('Late Comer').waitFor();
    users.session.expectProblems(/ERR_FAILED/);
  });

  test('cannot be sent twice', async () => {
    const { users, email, displayName } = await openNew();
    await email.fill('once@example.org');
    await displayName.fill('Once Only');
    const held: Route[] = [];
    await users.session.intercept((route) => void held.push(route));
    users.session.forget();
    // Sent to the field, as an opening dialog may take the focus for a moment.
    await displayName.press('Enter');
    for (let press = 1; press < 3; press += 1) await users.page.keyboard.press('Enter');
    await expect.poll(() => held.length).toBe(1);
    await users.page.keyboard.press('Enter');
    await held[0]?.continue();
    await users.row('Once Only').waitFor();
    expect(users.session.sent).toEqual(['CreateUser']);
  });

  nightly('asks before it discards typed values', async () => {
    const { users, email } = await openNew();
    await email.fill('half');
    await users.page.keyboard.press('Escape');
    await users.dialog.getByText('Discard your changes?').waitFor();
    await users.dialog.getByRole('button', { name: 'Keep editing' }).click();
    expect(await email.inputValue()).toBe('half');

    await users.page.keyboard.press('Escape');
    await users.dialog.getByRole('button', { name: 'Discard', exact: true }).click();
    await users.dialog.waitFor({ state: 'detached' });
    await expect.poll(() => new URL(users.page.url()).pathname).toBe('/users');
  });

  nightly('is answered in the reader’s language', async () => {
    const { users, email, displayName, submit } = await openNew('ar');
    await email.fill('person.0007@example.org');
    await displayName.fill('ليلى');
    await submit.click();
    await expect.poll(() => email.getAttribute('aria-invalid')).toBe('true');
    expect(await users.dialog.locator('[data-slot=error]').textContent()).toMatch(/\p{Script=Arabic}/u);
  });
});
