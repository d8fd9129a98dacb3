import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectNoFaults, IN_SHORT } from '../browser/looks.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 3 });

const leave = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('pagehide')));

test('actions are counted without a person, at most once a minute, and not if the person objects', async () => {
  const session = await product.open('/users', { clock: true });
  const { page } = session;
  // Subscriptions begin when the browser has time.
  const requests = () => session.operations.filter(({ line }) => line === 'http').map(({ name }) => name);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/usage-counts')) sent.push(request.postData() ?? '');
  });
  await new UsersScreen(session).settled();
  await page
    .getByRole('searchbox')
    .or(page.getByRole('combobox', { name: /Search/ }))
    .first()
    .fill('nobodyatall');
  await page
    .getByText(/Nobody|No one|Nothing/)
    .first()
    .waitFor();
  await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/usage-counts') && response.status() === 204),
    leave(page),
  ]);
  await page.getByRole('navigation').getByRole('link', { name: 'Roles' }).click();
  await page.getByRole('heading', { name: 'Roles', level: 1 }).waitFor();
  await leave(page);
  expect(sent).toHaveLength(1);
  const { counts } = JSON.parse(sent[0] ?? '') as {
    counts: { feature: string; outcome: string; n: number }[];
  };
  const uses = counts.map(({ feature, outcome, n }) => `${feature} ${outcome} ${n}`);
  expect(uses).toEqual(expect.arrayContaining(['PEOPLE OPENED 1', 'SEARCH EMPTY 1']));
  expect(sent[0]).not.toContain('nobodyatall');
  await page.clock.fastForward(61_000);
  await expect.poll(() => sent.length).toBe(2);
  await expect
    .poll(() =>
      product.rollcall.sql(
        `select feature, outcome from usage_day where feature in ('ROLES', 'SEARCH') order by 1`,
      ),
    )
    .toEqual([
      { feature: 'ROLES', outcome: 'OPENED' },
      { feature: 'SEARCH', outcome: 'EMPTY' },
    ]);

  session.forget();
  await page.getByRole('navigation').getByRole('link', { name: 'Usage' }).click();
  const search = page.getByRole('row', { name: /^Search people Nothing found 1/ });
  await search.waitFor();
  expect(requests()).toEqual(['Usage']);
  await expectNoFaults(session, IN_SHORT);

  await page.goto(`${product.rollcall.url}/account/privacy`);
  const own = page.getByRole('switch', { name: 'Count my use too' });
  await own.waitFor();
  session.forget();
  await own.click();
  await page.getByRole('switch', { name: 'Count my use too', checked: false }).waitFor();
  expect(requests()).toEqual(['SetOwnUsage']);
  await page.clock.fastForward(120_000);
  await leave(page);
  await page.reload();
  await page.getByRole('switch', { name: 'Count my use too', checked: false }).waitFor();
  await page.clock.fastForward(120_000);
  await leave(page);
  expect(sent).toHaveLength(2);
});
