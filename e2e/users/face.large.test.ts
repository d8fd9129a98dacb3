import { describe, expect, test } from 'vitest';
import { expectNoFaults, IN_SHORT } from '../browser/looks.ts';
import { findCutTexts } from '../browser/pseudo-locale.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 40 });

const openUsers = async (options = {}, path = '/users') =>
  new UsersScreen(await product.open(path, options)).settled();

/** An invented name of a realistic maximal length. */
const LONG = 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh '.repeat(3).trim();

/** Runs in the page. Finds interactive elements without an edge. */
function withoutEdge(): string[] {
  const controls =
    'input:not([type=hidden], [type=checkbox], [tabindex="-1"]), [role=checkbox], [role=switch], [role=menu], main button[data-slot=base], [role=dialog] button[data-slot]';
  return (
    [...document.querySelectorAll(controls), ...document.querySelectorAll('[role=dialog]')]
      .filter((element) => element.getBoundingClientRect().width > 1)
      // The checkbox of a row is drawn inside the clickable element.
      .filter((element) =>
        [null, '::before'].every((part) => parseFloat(getComputedStyle(element, part).borderTopWidth) < 1),
      )
      .map((element) => element.outerHTML.slice(0, 120))
  );
}

describe('in the forced colours of a contrast theme', () => {
  test('every field, box, button and dialog has an edge, and the current page a mark', async () => {
    const users = await openUsers({ forcedColors: 'active' });
    expect(await users.page.evaluate(withoutEdge)).toEqual([]);
    // One place: the list that is shown, and not also its page above it.
    const outlines = users.page.locator('nav a[aria-current]');
    expect(
      await outlines.evaluateAll((all) => all.map((each) => getComputedStyle(each).outlineStyle)),
    ).toEqual(['none', 'solid']);
    await users.open('Person 0003');
    const [chosenTab, otherTab] = await Promise.all(
      [0, 1].map((at) =>
        users.dialog
          .getByRole('tab')
          .nth(at)
          .evaluate((tab) => getComputedStyle(tab).borderBottomWidth),
      ),
    );
    expect(chosenTab).not.toBe(otherTab);
    await users.field('Roles').click();
    await users.dialog.getByRole('checkbox').first().waitFor();
    expect(await users.page.evaluate(withoutEdge)).toEqual([]);
    await users.dialog.getByRole('checkbox').first().click();
    const [on, off] = await Promise.all(
      ['checked', 'unchecked'].map((state) =>
        users.dialog
          .locator(`[role=checkbox][data-state=${state}]`)
          .first()
          .evaluate((element) => getComputedStyle(element).backgroundColor),
      ),
    );
    expect(on).not.toBe(off);

    // A chip, a selected choice, the checkboxes of a facet and a switch.
    const { page } = users;
    await page.goto(`${product.rollcall.url}/users?status=ACTIVE`);
    await users.settled();
    await page.locator('main').getByRole('button', { name: 'Status' }).click();
    const [chosen, other] = await Promise.all(
      ['true', 'false'].map((state) =>
        page
          .locator(`[role=dialog] [role=checkbox][aria-checked=${state}] > span`)
          .first()
          .evaluate((box) => [getComputedStyle(box).backgroundColor, getComputedStyle(box).borderTopWidth]),
      ),
    );
    expect(chosen?.[0]).not.toBe(other?.[0]);
    expect(other?.[1]).toBe('1px');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    const singleKeys = page.getByRole('dialog').getByRole('switch');
    await singleKeys.waitFor();
    expect(await page.evaluate(withoutEdge)).toEqual([]);
    const thumb = () =>
      singleKeys.evaluate((element) => {
        const inside = element.querySelector('[data-slot=thumb]');
        return [element, ...(inside ? [inside] : [])].map((each) => getComputedStyle(each).backgroundColor);
      });
    const before = await thumb();
    expect(new Set(before).size).toBe(2);
    await singleKeys.click();
    await expect.poll(thumb).not.toEqual(before);
    await page.goto(`${product.rollcall.url}/tokens`);
    const pressed = page.locator('[aria-pressed=true]');
    expect(await pressed.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
    expect(await page.evaluate(withoutEdge)).toEqual([]);
  });
});

test('one’s own drawer, whose roles are fixed, has enough contrast', async () => {
  const { owner } = product.rollcall;
  const users = await openUsers({}, `/users?q=${owner.email}`);
  await users.rows.first().getByRole('link').click();
  await users.dialog.getByText('Nobody can change their own roles.').waitFor();
  await expectNoFaults(users.session, IN_SHORT, '[data-detail]');
});

test.each([
  ['reduce', 1],
  ['no-preference', 120],
] as const)('with the preference for motion %s a dialog takes %i ms to open', async (reducedMotion, ms) => {
  const users = await openUsers({ reducedMotion });
  const { page } = users;
  await page.keyboard.press('n');
  await users.dialog.waitFor();
  const longest = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('[role=dialog], [role=dialog] *')].flatMap((element) =>
        getComputedStyle(element)
          .animationDuration.split(', ')
          .map((duration) => parseFloat(duration) * 1_000),
      ),
    ),
  );
  expect(longest).toBe(ms);
});

// With transitions of 1 ms on every element, the panel beside the list often stayed empty.
test('with less motion nothing has a transition', async () => {
  const users = await openUsers({ reducedMotion: 'reduce' });
  await users.open('Person 0003');
  await users.dialog.locator('[data-field=email]').waitFor();
  const moving = await users.page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => getComputedStyle(element).transitionDuration !== '0s')
      .map((element) => element.outerHTML.slice(0, 100)),
  );
  expect(moving).toEqual([]);
});

/** Runs in the page. Sets the spacing of WCAG 2.2 (1.4.12), as a user style sheet may. */
function spaceTexts(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
  );
  document.adoptedStyleSheets.push(sheet);
}

test('with wider text spacing no text is cut, in the list, a form and a user', async () => {
  const users = await openUsers();
  const { page } = users;
  await page.evaluate(spaceTexts);
  await expect.poll(() => page.evaluate(findCutTexts)).toEqual([]);
  await page.keyboard.press('n');
  await users.dialog.waitFor();
  await expect.poll(() => page.evaluate(findCutTexts)).toEqual([]);
  await page.keyboard.press('Escape');
  await users.dialog.waitFor({ state: 'detached' });
  await users.open('Person 0003');
  await expect.poll(() => page.evaluate(findCutTexts)).toEqual([]);
});

// 400 % of 1,280 by 1,024 pixels, the size that WCAG 2.2 (1.4.10) names, and 200 % of 1,440 by 900.
test.each([
  ['400 %', { width: 320, height: 256 }],
  ['200 %', { width: 720, height: 450 }],
])(
  'at %s the head scrolls away except the search, rows get the rest, and nothing is cut off sideways',
  async (_name, viewport) => {
    const users = await openUsers({ viewport });
    const { page } = users;
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    const table = async () => (await users.scroller.boundingBox()) ?? { y: Infinity, height: 0 };
    await expect.poll(async () => (await table()).y).toBeLessThan(60);
    expect((await table()).height).toBeGreaterThan(viewport.height - 76);
    const search = await users.search.boundingBox();
    expect(search?.y).toBeGreaterThanOrEqual(0);
    expect((search?.y ?? 0) + (search?.height ?? Infinity)).toBeLessThanOrEqual((await table()).y);
    // It can be used in its place.
    await users.search.fill('0003');
    await users.row('Person 0003').waitFor();
    await users.search.fill('');
    await users.row('Person 0001').waitFor();
    await expect.poll(async () => (await users.namesInView()).length).toBeGreaterThan(2);
  },
);

describe.each([
  ['on a phone', { viewport: { width: 360, height: 740 } }],
  ['on a desktop', {}],
  ['from right to left', { locale: 'ar' }],
])('the longest name %s', (_name, options) => {
  test('hides neither the status nor the way out of the drawer', async () => {
    await product.rollcall.sql(`update users set display_name = $1 where email = 'person.0003@example.org'`, [
      LONG,
    ]);
    const users = await openUsers(options);
    const link = users.rows.nth(2).locator('[data-user]');
    expect(await link.textContent()).toBe(LONG);
    await link.click();
    await users.dialog.locator('[data-field=email]').waitFor();
    const boxOf = async (part: string) => {
      const box = await users.dialog.locator(part).first().boundingBox();
      if (!box) throw new Error(`${part} is not there.`);
      return { top: box.y, bottom: box.y + box.height };
    };
    const [name, menu, status, fields] = await Promise.all(
      ['h2 bdi', 'button[aria-haspopup=menu]', '.status-mark', '[data-field=email]'].map(boxOf),
    );
    expect(menu?.bottom).toBeLessThanOrEqual(name?.top ?? 0);
    expect(status?.bottom).toBeLessThan(fields?.bottom ?? 0);
    // Its beginning is readable, not its end.
    expect(await link.evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
  });
});

test('from right to left, a department in Latin letters is aligned with the name on a phone', async () => {
  const users = await openUsers({ locale: 'ar', viewport: { width: 360, height: 740 } });
  const department = users.rows.first().locator('.user-lines > p').last();
  expect(await department.evaluate((line) => getComputedStyle(line).textAlign)).toBe('right');
});

test('another row height is chosen without a request, and kept for the next visit', async () => {
  const users = await openUsers();
  const height = async () => (await users.boxOf('Person 0003'))?.height;
  expect(await height()).toBe(60);
  users.session.forget();
  await users.page.getByRole('button', { name: 'Row height' }).click();
  await users.page.getByRole('menuitemcheckbox', { name: 'Compact' }).click();
  await expect.poll(height).toBe(36);
  expect(users.session.sent).toEqual([]);
  await users.page.reload();
  await users.row('Person 0003').waitFor();
  expect(await height()).toBe(36);
});

test('a user opens with the data of the row before any answer has come', async () => {
  const users = await openUsers();
  const title = await users.row('Person 0003').locator('.second-line').textContent();
  await users.session.intercept(() => undefined);
  await users.row('Person 0003').getByRole('link').click();
  await users.dialog.getByRole('heading', { name: 'Person 0003' }).waitFor();
  const fields = users.dialog.locator('dl');
  await fields.getByText('person.0003@example.org').waitFor();
  await fields.getByText(title ?? '', { exact: true }).waitFor();
  expect(await users.dialog.locator('.animate-pulse').count()).toBeGreaterThan(2);
});

test('one’s own row is marked, and one’s own drawer offers no action that would be refused', async () => {
  const { owner } = product.rollcall;
  const users = await openUsers({}, `/users?q=${owner.email}`);
  await users.rows.first().getByText('You', { exact: true }).waitFor();
  await users.rows.first().getByRole('link').click();
  await users.dialog.getByRole('button', { name: 'Actions' }).click();
  expect(await users.page.getByRole('menuitem').allTextContents()).toEqual(['Your account', 'Copy ID']);
  await users.page.keyboard.press('Escape');
  await users.dialog.getByText('Nobody can change their own roles.').waitFor();
});

test('each role is a stop of the Tab key', async () => {
  const users = await openUsers();
  await users.open('Person 0003');
  await users.field('Roles').click();
  await users.dialog.getByRole('checkbox').first().focus();
  await users.page.keyboard.press('Tab');
  const second = users.dialog.getByRole('checkbox').nth(1);
  expect(await second.evaluate((box) => box === document.activeElement)).toBe(true);
});

test('a search without matches shows its words, and keeps the head of the table', async () => {
  const users = await openUsers();
  const head = users.page.getByRole('columnheader', { name: 'Name' });
  const before = await head.boundingBox();
  await users.search.fill('nobody of this name');
  await users.page.getByRole('heading', { name: 'No one matches “nobody of this name”' }).waitFor();
  expect(await head.boundingBox()).toEqual(before);
  await users.page.getByRole('main').getByRole('button', { name: 'Clear search' }).last().click();
  await users.row('Person 0003').waitFor();
});
