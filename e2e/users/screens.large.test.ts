import { expect, test } from 'vitest';
import { expectNoFaults, IN_SHORT } from '../browser/looks.ts';
import type { Session } from '../browser/session.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { PlaygroundScreen } from '../playground/playground-screen.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 60 });

/** An invented name of a realistic maximal width. */
const LONG = 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh '.repeat(3);

test('an empty directory has no fault', async () => {
  // The viewer is a user too, so the answer of the server has to be changed to an empty directory.
  const prepare = async ({ page }: Session) => {
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('"Users"')) return route.continue();
      const pageInfo = { hasNextPage: false, endCursor: null };
      const users = {
        edges: [],
        pageInfo,
        totalCount: 0,
        totalCountIsCapped: false,
        suggestion: null,
        binCount: null,
      };
      return route.fulfill({ json: { data: { users, bin: { totalCount: 0 } } } });
    });
  };
  const users = new UsersScreen(await product.open('/users', { ...IN_SHORT.options, prepare }));
  await users.page.getByRole('heading', { name: 'No people yet' }).waitFor();
  await expectNoFaults(users.session, IN_SHORT);
  await users.create('First', 'first@example.org');
  await users.row('First').waitFor();
  expect(await users.count.textContent()).toBe('61 people');
});

test('at every width, no cell of a row runs into the next', async () => {
  await product.rollcall.sql('update users set display_name = $1, department = $1, title = $1', [LONG]);
  const { page } = await new UsersScreen(await product.open('/users')).settled();
  for (const width of [360, 640, 820, 1024, 1280, 1920, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(() => page.evaluate(findCollisions), { message: `${width} pixels` }).toEqual([]);
  }
});

test('Arabic is laid out from right to left everywhere', async () => {
  const users = await new UsersScreen(await product.open('/users', { locale: 'ar' })).settled();
  expect(await users.page.locator('html').getAttribute('dir')).toBe('rtl');
  expect(await users.page.locator('html').getAttribute('lang')).toBe('ar');
  expect(await users.page.locator('h1').textContent()).toBe('الأشخاص');
  expect(await users.count.textContent()).toBe('60 شخصًا');
  const row = users.row('Person 0001');
  const avatar = await row.locator('[aria-hidden]').first().boundingBox();
  const badge = await row.getByText('نشط').boundingBox();
  expect(avatar?.x).toBeGreaterThan(badge?.x ?? Infinity);

  // A value in Latin letters is cut at its own end, and begins on the same side as the others.
  await users.page.locator('main').getByRole('button', { name: 'القسم' }).click();
  const value = users.page.locator('[role=dialog] [data-value] bdi').first();
  expect(
    await value.evaluate((element) => {
      const { direction, textAlign } = getComputedStyle(element);
      return { direction, textAlign };
    }),
  ).toEqual({ direction: 'ltr', textAlign: 'right' });

  await users.page.goto(`${product.rollcall.url}/roles`);
  const roles = users.page.locator('main li');
  await roles.getByRole('heading', { name: 'مالك', exact: true }).waitFor();
  expect((await roles.allTextContents()).join(' ')).not.toMatch(/[A-Za-z]{3}/);
});

test('the list on screen opens as a query with the same result, without a fault, on a phone too', async () => {
  const session = await product.open('/users?q=Person+0003&order=EMAIL:ASC');
  await session.page.getByRole('link', { name: 'This list as a query' }).click();
  const screen = await new PlaygroundScreen(session).settled();
  const shown = await screen.operation.textContent();
  expect(shown).toContain('users(first: $first, after: $after, search: $search, orderBy: $orderBy)');
  await screen.operation.click();
  await screen.run();
  await screen.answer.getByText('"Person 0003"').waitFor();
  expect(await screen.answer.textContent()).toContain('"totalCount": 1');
  await expectNoFaults(session, IN_SHORT);
  await screen.page.locator('[data-who]').click();
  await screen.page.locator('[data-viewer]').getByText('Read users').waitFor();
  await expectNoFaults(session, IN_SHORT);
  await screen.page.keyboard.press('Escape');
  await screen.side.getByRole('button', { name: 'Docs' }).click();
  await screen.side.getByRole('button', { name: 'Query', exact: true }).click();
  await screen.side.getByText('auditEntries', { exact: true }).waitFor();
  await expectNoFaults(session, IN_SHORT);
});

/** Runs in the page. Finds overlapping cells of one row. */
function findCollisions(): string[] {
  return [...document.querySelectorAll('[role=row]')].flatMap((row) => {
    const cells = [...row.querySelectorAll('[role=cell], [role=columnheader]')]
      .map((cell) => ({ text: cell.textContent, box: cell.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0)
      .sort((one, other) => one.box.left - other.box.left);
    return cells.flatMap(({ text, box }, index) => {
      const next = cells[index + 1];
      return next && box.right > next.box.left + 0.5 ? [`${text} / ${next.text}`] : [];
    });
  });
}
