import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';
import { atRest, LOOKS, SCREENS } from './looks.ts';

const product = useRollcall({ people: 60 });

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe.each(Object.entries(LOOKS))('%s, axe finds nothing in', (_look, options) => {
  test.each(Object.entries(SCREENS))('%s', async (_name, reach) => {
    await product.rollcall.sql(`update users set deleted_at = now() where email = 'person.0060@example.org'`);
    const users = await new UsersScreen(await product.open('/users', options)).settled();
    await reach(users, product.rollcall.url);
    await atRest(users);
    const { violations } = await new AxeBuilder({ page: users.page }).setLegacyMode().withTags(STANDARDS).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
  });
});

test('an empty directory, too, is without a fault', async () => {
  await product.rollcall.sql('delete from users');
  const users = new UsersScreen(await product.open('/users'));
  await users.page.getByRole('heading', { name: 'Nobody here yet' }).waitFor();
  const { violations } = await new AxeBuilder({ page: users.page }).setLegacyMode().withTags(STANDARDS).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});
