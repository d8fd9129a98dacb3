import { describe, expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';
import { atRest, LOOKS, SCREENS } from './looks.ts';

const product = useRollcall({ people: 60 });

const LONG = 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh '.repeat(3);

const NARROW = Object.entries(LOOKS).filter(([, { viewport }]) => viewport?.width === 360);

describe.each(NARROW)('%s, nothing is wider than the screen in', (_look, options) => {
  test.each(Object.entries(SCREENS))('%s', async (_name, reach) => {
    await product.rollcall.sql(
      `update users set display_name = $1, department = $1, deleted_at = case when email like '%60@%' then now() end
       where email like '%1@%' or email like '%60@%'`,
      [LONG],
    );
    const users = await new UsersScreen(await product.open('/users', options)).settled();
    await reach(users, product.rollcall.url);
    await atRest(users);
    expect(await users.page.evaluate(findTooWide)).toEqual([]);
  });
});

test.each([360, 640, 820, 1024, 1280, 1920, 2560])('at %i pixels, no cell of a row runs into the next', async (width) => {
  await product.rollcall.sql('update users set display_name = $1, department = $1, title = $1', [LONG]);
  const users = await new UsersScreen(
    await product.open('/users', { viewport: { width, height: 900 } }),
  ).settled();
  expect(await users.page.evaluate(findCollisions)).toEqual([]);
});

test('Arabic is read from right to left, all of it', async () => {
  const users = await new UsersScreen(await product.open('/users', { locale: 'ar' })).settled();
  expect(await users.page.locator('html').getAttribute('dir')).toBe('rtl');
  expect(await users.page.locator('html').getAttribute('lang')).toBe('ar');
  expect(await users.page.locator('h1').textContent()).toBe('المستخدمون');
  expect(await users.count.textContent()).toBe('60 شخصًا');
  const [avatar, badge] = [users.row('Person 0001').locator('[aria-hidden]').first(), users.row('Person 0001').getByText('نشط')];
  expect((await avatar.boundingBox())?.x).toBeGreaterThan((await badge.boundingBox())?.x ?? Infinity);
});

/** In the page: what reaches beyond its sides, and is not cut off by something that scrolls or hides. */
function findTooWide(): string[] {
  const { clientWidth } = document.documentElement;
  const isCut = (element: Element | null): boolean =>
    element !== null &&
    (getComputedStyle(element).overflowX !== 'visible' || isCut(element.parentElement));
  const wide = [...document.querySelectorAll('body *')].filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (left < -1 || right > clientWidth + 1) && !isCut(element.parentElement);
  });
  const page = document.scrollingElement;
  const scrolls = page && page.scrollWidth > page.clientWidth ? ['the page scrolls sideways'] : [];
  return [...scrolls, ...wide.map((element) => element.outerHTML.slice(0, 200))];
}

/** In the page: cells of one row that overlap. */
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
