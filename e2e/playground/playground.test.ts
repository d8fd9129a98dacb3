import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';

// Whatever the page asks of another origin, or the browser refuses to it by the policy, fails the test.
const product = useRollcall({ people: 12 });

async function openPlayground() {
  const { page } = await product.open('/playground');
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  return page;
}

/** The start of the answer, which is all that the editor has drawn of it. */
const answer = (page: Page) => page.locator('.graphiql-response .view-lines');

async function run(page: Page, operation: string) {
  await page.locator('.graphiql-execute-button').click();
  await page.getByRole('menuitem', { name: operation }).click();
}

const count = async () =>
  (await product.rollcall.graphql<{ users: { totalCount: number } }>('{ users { totalCount } }')).users
    .totalCount;

test('the first tab lists users at a press of Ctrl and Enter', async () => {
  const page = await openPlayground();
  await page.locator('.graphiql-query-editor').getByText('ListUsers').click();
  await page.keyboard.press('Control+Enter');

  await answer(page).getByText('"Person 0001"').waitFor();
  expect(await answer(page).textContent()).toMatch(/"totalCount":\s12/);
  expect(await page.title()).toBe('Playground · Rollcall');
});

test('each further example of it runs as it stands', async () => {
  const page = await openPlayground();
  await run(page, 'SearchUsers');
  await answer(page).getByText('"totalCount"').waitFor();

  await run(page, 'UpdateUser');
  await answer(page).getByText('"updateUser"').waitFor();
  expect(await answer(page).textContent()).toMatch(/"userErrors":\s\[\]/);

  const before = await count();
  await run(page, 'CreateUser');
  await answer(page).getByText('"createUser"').waitFor();
  expect(await answer(page).textContent()).toMatch(/"userErrors":\s\[\]/);
  expect(await count()).toBe(before + 1);
});

test('its subscription shows the writes of others as they happen', async () => {
  const page = await openPlayground();
  await run(page, 'WatchUsers');

  let written = 0;
  const write = async () => {
    written += 1;
    await product.rollcall.graphql(
      'mutation ($input: CreateUserInput!) { createUser(input: $input) { userErrors { code } } }',
      { input: { email: `news.${written}@example.org`, displayName: 'Nina News' } },
    );
    return answer(page).textContent();
  };
  // Nobody tells when the server has begun to listen for this tab, so there is more than one piece of news.
  await expect.poll(write, { interval: 300 }).toContain('Nina');
});

test('it checks what is typed against the schema, in a worker that comes from us too', async () => {
  const page = await openPlayground();
  const fault = page.locator('.graphiql-query-editor .squiggly-error');
  await page.locator('.graphiql-query-editor').getByText('totalCount').first().click();
  await page.keyboard.press('End');
  expect(await fault.count()).toBe(0);

  // A user has one, a list has none.
  await page.keyboard.type(' department');
  await expect.poll(() => fault.count()).toBeGreaterThan(0);
});

test('it has the colours that were chosen in the console', async () => {
  const { page } = await product.open('/users', { colorScheme: 'light' });
  await page.getByRole('button', { name: 'Appearance' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Dark' }).click();
  await page.getByRole('link', { name: 'Playground' }).click();

  await page.locator('body.graphiql-dark').waitFor();
  await page.getByRole('link', { name: '← Rollcall' }).click();
  await page.getByRole('heading', { name: 'Users' }).waitFor();
  expect(await page.locator('html').getAttribute('class')).toBe('dark');
});
