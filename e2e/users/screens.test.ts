import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, test } from 'vitest';
import type { Session } from '../browser/session.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';
import { atRest, LOOKS, SCREENS } from './looks.ts';

const product = useRollcall({ people: 60 });

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Nobody's name, in the width that names come in. */
const LONG = 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh '.repeat(3);

async function faultsOf(users: UsersScreen): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: users.page })
    .setLegacyMode()
    .withTags(STANDARDS)
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

describe.each(Object.entries(LOOKS))(
  '%s, axe finds no fault and nothing is too wide in',
  (_look, options) => {
    test.each(Object.entries(SCREENS))('%s', async (_name, reach) => {
      await product.rollcall.sql(
        `update users set deleted_at = now() where email = 'person.0058@example.org'`,
      );
      await product.rollcall.sql(
        `update users set display_name = $1, department = $1, title = $1 where email ~ '[27]@|58@'`,
        [LONG],
      );
      const users = await new UsersScreen(await product.open('/users', options)).settled();
      await reach(users, product.rollcall.url);
      await atRest(users);
      expect(await faultsOf(users)).toEqual([]);
      expect(await users.page.evaluate(findTooWide)).toEqual([]);
    });
  },
);

test('an empty directory is no fault', async () => {
  // Whoever looks is somebody: the server has to be made to say that there is nobody.
  const prepare = async ({ page }: Session) => {
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('"Users"')) return route.continue();
      const pageInfo = { hasNextPage: false, endCursor: null };
      const users = { edges: [], pageInfo, totalCount: 0, totalCountIsCapped: false };
      return route.fulfill({ json: { data: { users } } });
    });
  };
  const users = new UsersScreen(await product.open('/users', { prepare }));
  await users.page.getByRole('heading', { name: 'Nobody here yet' }).waitFor();
  expect(await faultsOf(users)).toEqual([]);
  await users.create('First', 'first@example.org');
  await users.row('First').waitFor();
  expect(await users.count.textContent()).toBe('61 people');
});

test.each([360, 640, 820, 1024, 1280, 1920, 2560])(
  'at %i pixels, no cell of a row runs into the next',
  async (width) => {
    await product.rollcall.sql('update users set display_name = $1, department = $1, title = $1', [LONG]);
    const session = await product.open('/users', { viewport: { width, height: 900 } });
    const { page } = await new UsersScreen(session).settled();
    expect(await page.evaluate(findCollisions)).toEqual([]);
  },
);

test('Arabic is read from right to left, all of it', async () => {
  const users = await new UsersScreen(await product.open('/users', { locale: 'ar' })).settled();
  expect(await users.page.locator('html').getAttribute('dir')).toBe('rtl');
  expect(await users.page.locator('html').getAttribute('lang')).toBe('ar');
  expect(await users.page.locator('h1').textContent()).toBe('المستخدمون');
  expect(await users.count.textContent()).toBe('60 شخصًا');
  const row = users.row('Person 0001');
  const avatar = await row.locator('[aria-hidden]').first().boundingBox();
  const badge = await row.getByText('نشط').boundingBox();
  expect(avatar?.x).toBeGreaterThan(badge?.x ?? Infinity);
});

/** In the page: what reaches beyond its sides, and is not cut off by something that scrolls or hides. */
function findTooWide(): string[] {
  const { clientWidth } = document.documentElement;
  const isCut = (element: Element | null): boolean =>
    element !== null && (getComputedStyle(element).overflowX !== 'visible' || isCut(element.parentElement));
  const wide = [...document.querySelectorAll('body *')].filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    // A pixel is what is there for screen readers only.
    return width > 1 && (left < -1 || right > clientWidth + 1) && !isCut(element.parentElement);
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
