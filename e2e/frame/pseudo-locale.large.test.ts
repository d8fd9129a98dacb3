import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectNoFaults, IN_SHORT } from '../browser/looks.ts';
import { findCutTexts, lengthenTexts } from '../browser/pseudo-locale.ts';
import { useRollcall } from '../browser/use-rollcall.ts';

const product = useRollcall({ people: 60 });

const press =
  (...keys: string[]) =>
  async ({ keyboard }: Page) => {
    for (const key of keys) await keyboard.press(key);
  };

/** Each with a text that is visible once it is shown. */
const SCREENS: [name: string, path: string, shown: string, go?: (page: Page) => Promise<void>][] = [
  ['home', '/home', 'main svg a'],
  ['the list', '/users', '[data-user]'],
  ['the filters', '/users', '[role=dialog]', press('f')],
  ['a user', '/users', '[data-detail=panel] [data-field]', press('j', 'Enter')],
  ['a new user', '/users', '[role=dialog] form', press('n')],
  ['selected rows', '/users', '[data-bulk-bar]', press('j', 'x', 'Shift+ArrowDown')],
  ['the keys', '/users', '[role=dialog]', press('?')],
  ['the palette', '/users', '[role=dialog] [role=option]', press('Control+k')],
  ['the bin', '/users/bin', 'main h1'],
  ['import', '/import', 'main .border-dashed'],
  ['a new role', '/roles', '[role=dialog] form', press('n')],
  ['the audit trail', '/audit', 'main li'],
  ['one’s account', '/account', 'main section, main li'],
  ['the playground', '/playground', '.cm-content'],
];

test.each(SCREENS)('no text of one and a half times the length breaks %s', async (_name, path, shown, go) => {
  const session = await product.open(path, { ...IN_SHORT.options, isIdle: true });
  const { page } = session;
  await page.locator('main h1, .cm-content, [data-user]').first().waitFor();
  await lengthenTexts(page);
  await page.getByText('~~~~').first().waitFor();
  await go?.(page);
  await page.locator(shown).first().waitFor();
  const part = (await page.locator('[role=dialog]').count()) > 0 ? '[role=dialog]' : 'html';
  for (const { viewport } of IN_SHORT.looks) {
    await page.setViewportSize(viewport);
    await expect.poll(() => page.evaluate(findCutTexts)).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 860 });
  await expectNoFaults(session, IN_SHORT, part);
});
