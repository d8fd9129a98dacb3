import { describe, expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { look, numbered, openFarDown, PEOPLE } from './far-down.ts';

const product = useRollcall({ people: PEOPLE });

describe('several pages down, nothing moves on screen', () => {
  test('when a new user is added above', async () => {
    const users = await openFarDown(product);
    const before = await look(users);
    await users.create('Aaron First', 'aaron@example.org');
    await users.notice('Created').waitFor();
    await expect.poll(() => users.count.textContent()).toBe(`${PEOPLE + 1} people`);
    // A notice under the pointer stays, however long the rest takes.
    await users.toasts.first().hover();

    expect(await look(users)).toEqual(before);
    await users.expectSent('CreateUser');

    await users.toasts.getByRole('button', { name: 'Show' }).click();
    await users.row('Aaron First').waitFor();
    expect(await users.placeOf('Aaron First')).toBe(1);
    expect((await users.namesInView())[0]).toBe('Aaron First');
  });

  nightly('when new users are added below, among the loaded rows and beyond them', async () => {
    const users = await openFarDown(product);
    const before = await look(users);
    await users.create('Person 0290 b', 'below@example.org');
    await users.notice('Created').waitFor();
    expect(await look(users)).toEqual(before);
    await users.dialog.waitFor({ state: 'detached' });

    await users.create('Zoë Last', 'zoe@example.org');
    await users.notice('Zoë Last created').waitFor();
    expect(await look(users)).toEqual(before);
    await users.expectSent('CreateUser');

    const expected = [...numbered(1, 290), 'Person 0290 b', ...numbered(291, PEOPLE), 'Zoë Last'];
    expect(await users.scrollThrough()).toEqual(expected);
  });
});
