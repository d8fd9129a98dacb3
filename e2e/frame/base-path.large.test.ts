import { expect, test } from 'vitest';
import { expectNoFaults, IN_SHORT } from '../browser/looks.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';
import { PlaygroundScreen } from '../playground/playground-screen.ts';

// A refused request, a missing file and a violation of the policy fail each test: see useRollcall.
const product = useRollcall({ people: 3, mail: true, basePath: '/people' });

const pathOf = (address: string) => new URL(address).pathname;

test('the console is below the path: signing in, the list, a new user, and a drawer that is loaded again', async () => {
  const session = await product.open('', { signedIn: false });
  const { page } = session;
  await page.getByLabel('Email').fill(product.rollcall.owner.email);
  await page.getByLabel('Password').fill(product.rollcall.owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const users = await new UsersScreen(session).settled();
  expect(pathOf(page.url())).toBe('/people/users');
  const cookies = await session.context.cookies(`${product.rollcall.url}/graphql`);
  expect(cookies.map(({ path }) => path)).toEqual(['/people/graphql', '/people/graphql']);

  await users.create('Ada Lovelace', 'ada@example.org');
  await users.row('Ada Lovelace').waitFor();
  await users.open('Ada Lovelace');
  const id = await product.rollcall.idOf('ada@example.org');
  expect(pathOf(page.url())).toBe(`/people/users/${id}`);
  await page.reload();
  await users.field('Email').getByText('ada@example.org').waitFor();
  expect(await page.locator('link[rel=icon]').getAttribute('href')).toMatch(/^\/people\/assets\//);
});

test('the documentation opens from the menu and from the search, has no fault in both themes, and a page for missing paths', async () => {
  const console = await product.open();
  await console.page.getByRole('button', { name: 'Account' }).click();
  const item = console.page.getByRole('menuitem', { name: 'Documentation' });
  expect(await item.getAttribute('href')).toBe('/people/docs/');

  // As in the console, the session records violations of the policy and requests to other origins.
  const session = await product.open('/docs', { signedIn: false });
  const { page } = session;
  await page.getByRole('heading', { level: 1, name: 'Rollcall' }).waitFor();
  expect(pathOf(page.url())).toBe('/people/docs/');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill('restoring compose');
  await page.getByRole('option', { name: 'Restoring with Compose' }).first().click();
  await page.getByRole('heading', { name: 'Restoring with Compose' }).waitFor();
  expect(pathOf(page.url())).toBe('/people/docs/operating');
  await expectNoFaults(session, IN_SHORT);

  await page.getByRole('switch').click();
  await page.locator('html.dark').waitFor();
  await page.getByRole('link', { name: 'Architecture' }).click();
  await page.getByRole('heading', { level: 1, name: 'Architecture' }).waitFor();
  await page.reload();
  await page.locator('html.dark').waitFor();

  expect((await page.goto(`${product.rollcall.url}/docs/no/such/page`))?.status()).toBe(404);
  await page.getByRole('link', { name: 'To the first page' }).click();
  await page.getByRole('heading', { level: 1, name: 'Rollcall' }).waitFor();
  expect(session.expectProblems(/404/)).toBe(1);
});

test('an uncaught error is reported, without the address and without a value', async () => {
  const session = await product.open('/users?q=person');
  const { page } = session;
  await new UsersScreen(session).settled();
  const places = `${product.rollcall.url}/assets/page-Ab1.js`;
  const [answer] = await Promise.all([
    page.waitForResponse((response) => pathOf(response.url()) === '/people/browser-errors'),
    // Simulates failing code of the console, with one of the console's files as its source.
    page.evaluate(`setTimeout(() => JSON.parse('ada@example.org'))\n//# sourceURL=${places}`),
  ]);
  expect(answer.status()).toBe(204);
  expect(answer.request().postDataJSON()).toMatchObject({
    name: 'SyntaxError',
    stack: [expect.stringMatching(/^page-Ab1\.js:1:\d+$/)],
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
    route: '/users',
  });
  expect(JSON.stringify(answer.request().postDataJSON())).not.toContain('person');
  expect(session.expectProblems(/Unexpected token/)).toBeGreaterThan(0);
});

test('news comes by the WebSocket below the path', async () => {
  const users = await new UsersScreen(await product.open('/users')).settled();
  await product.rollcall.graphql(
    'mutation { createUser(input: { email: "bea@example.org", displayName: "Bea" }) { user { id } } }',
  );
  await expect.poll(() => users.session.news).toBeGreaterThan(0);
  await users.row('Bea').waitFor();
});

test('the playground runs operations and subscriptions', async () => {
  const screen = await new PlaygroundScreen(await product.open('/playground')).settled();
  await screen.write('operation', '{ viewer { email } }');
  await screen.run();
  await screen.answer.getByText(product.rollcall.owner.email).waitFor();

  await screen.openExample('Subscribe to changes');
  await expect.poll(() => screen.operation.textContent()).toContain('userChanged');
  await screen.run();
  await screen.page.getByText('Listening').waitFor();
  let written = 0;
  // There is no signal when the server listens for this tab, so there is more than one piece of news.
  await expect
    .poll(async () => {
      written += 1;
      const input = `email: "news.${written}@example.org", displayName: "Nina"`;
      await product.rollcall.graphql(`mutation { createUser(input: { ${input} }) { userErrors { code } } }`);
      return screen.answer.textContent();
    })
    .toContain('Nina');
});

test('the export of the audit trail is below the path', async () => {
  const { page } = await product.open('/audit');
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'CSV, for spreadsheets' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
});

test('a mailed link leads below the path, and signs its user in', async () => {
  await product.rollcall.graphql(
    'mutation { createUser(input: { email: "dan@example.org", displayName: "Dan", invite: true }) { user { id } } }',
  );
  const link = await product.rollcall.mail?.linkTo('dan@example.org');
  expect(link).toMatch(/^\/people\/\w+#/);
  const { page } = await product.open('', { signedIn: false });
  await page.goto(`${new URL(product.rollcall.url).origin}${link}`);
  await page.getByLabel('New password').fill('a few words of my own');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menu').getByText('dan@example.org').waitFor();
});

test('the names of stored values contain the path, so that another console of the origin is not affected', async () => {
  const { page } = await product.open('/users', {
    prepare: async ({ page: own }) => {
      await own.addInitScript(() => {
        localStorage.setItem('rollcall:/people/.language', 'ar');
        localStorage.setItem('rollcall.language', 'en');
        localStorage.setItem('rollcall:/people/.colorMode', 'dark');
      });
    },
  });
  await page.locator('html[lang=ar][dir=rtl].dark').waitFor();
  await page.getByRole('row').first().waitFor();
  const keys = await page.evaluate(() => Object.keys(localStorage));
  expect(keys.filter((key) => !key.startsWith('rollcall:/people/.'))).toEqual(['rollcall.language']);
});
