import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { PlaygroundScreen } from './playground-screen.ts';

// Requests to another origin, and violations of the policy, fail the test.
const product = useRollcall({ people: 12 });

/** The browser's error for a schema without a sign-in, and for an invalid token. */
const REFUSED = /status of 400/;

async function open(path = '/playground', options = {}) {
  return new PlaygroundScreen(await product.open(path, options)).settled();
}

const VIEWER = '{ viewer { email } }';
async function makeToken(): Promise<string> {
  const { createAccessToken } = await product.rollcall.graphql<{ createAccessToken: { token: string } }>(
    'mutation { createAccessToken(input: { name: "script", permissions: [USERS_READ] }) { token } }',
  );
  return createAccessToken.token;
}

describe('an operation', () => {
  test('is run by Ctrl-Enter, as the signed-in user', async () => {
    const screen = await open();
    await screen.run();
    await screen.answer.getByText('"Person 0001"').waitFor();
    expect(await screen.answer.textContent()).toContain('"totalCount": 12');
    expect(await screen.page.title()).toBe('Playground · Rollcall');
    expect(screen.session.sent.toSorted()).toEqual(['IntrospectionQuery', 'ListUsers', 'RefreshSession']);
  });

  nightly('is the one at the cursor, or the chosen one, if there are several', async () => {
    const screen = await open();
    await screen.write('operation', 'query One { viewer { email } }\n\nquery Two { roles { name } }');
    await screen.page.getByRole('button', { name: 'Run Two' }).waitFor();
    await screen.page.keyboard.press('Control+Home');
    await screen.page.getByRole('button', { name: 'Run One' }).click();
    await screen.answer.getByText(product.rollcall.owner.email).waitFor();

    await screen.page.getByRole('button', { name: 'Run another operation' }).click();
    await screen.page.getByRole('menuitem', { name: 'Two' }).click();
    await screen.answer.getByText('"roles"').waitFor();
  });

  nightly('can be stopped before its answer', async () => {
    const screen = await open();
    await screen.write('operation', VIEWER);
    const held: (() => void)[] = [];
    await screen.session.intercept(
      (route) => void held.push(() => void route.continue().catch(() => undefined)),
    );
    await screen.run();
    await expect.poll(() => held.length).toBe(1);
    await screen.page.getByRole('button', { name: 'Stop' }).click();
    await screen.page.getByRole('alert').getByText('Stopped').waitFor();
    await screen.page.unroute('**/graphql');
    for (const release of held) release();

    await screen.run();
    await screen.answer.getByText(product.rollcall.owner.email).waitFor();
  });

  test('that subscribes shows the writes of others, the newest first, until it is stopped', async () => {
    const screen = await open();
    await screen.openExample('Subscribe to changes');
    await expect.poll(() => screen.operation.textContent()).toContain('userChanged');
    await screen.run();
    await screen.page.getByText('Listening').waitFor();

    let written = 0;
    const write = async () => {
      written += 1;
      await product.rollcall.graphql(
        'mutation ($input: CreateUserInput!) { createUser(input: $input) { userErrors { code } } }',
        { input: { email: `news.${written}@example.org`, displayName: `Nina ${written}` } },
      );
      return screen.answer.textContent();
    };
    // There is no signal when the server listens for this tab, so there is more than one piece of news.
    await expect.poll(write, { interval: 300 }).toMatch(/Nina \d+.*Nina \d+/);
    const [, first, second] = /Nina (\d+).*?Nina (\d+)/.exec((await screen.answer.textContent()) ?? '') ?? [];
    expect(Number(first)).toBeGreaterThan(Number(second));
    await screen.page.getByRole('button', { name: 'Stop' }).click();
    await screen.page.getByText('Listening').waitFor({ state: 'detached' });
  });
});

describe('the user of an operation', () => {
  async function runAs(screen: PlaygroundScreen, token: string) {
    await screen.page.getByRole('button', { name: 'Runs as' }).click();
    await screen.page.getByRole('textbox', { name: 'Access token' }).fill(token);
    await screen.page.keyboard.press('Escape');
    await screen.page.getByRole('button', { name: 'Runs as Access token' }).waitFor();
  }

  test('is that of a given token, which is stored nowhere', async () => {
    const screen = await open();
    const token = await makeToken();
    await screen.write(
      'operation',
      'mutation { createRole(input: { name: "X", permissions: [] }) { role { id } } }',
    );
    await runAs(screen, token);
    await screen.run();
    await screen.answer.getByText('"FORBIDDEN"').waitFor();
    await runAs(screen, 'rollcall_wrong');
    await screen.run();
    await screen.answer.getByText('"UNAUTHENTICATED"').waitFor();
    await runAs(screen, token);
    await screen.page.reload();
    await screen.settled();
    const kept = await screen.page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
    );
    expect(kept).toContain('createRole');
    expect(kept).not.toContain('rollcall_');
  });

  nightly('is that of a token for a subscription too, and a wrong one is refused in place', async () => {
    const screen = await open('/playground', { signedIn: false });
    screen.session.tolerate(REFUSED);
    await screen.write('operation', 'subscription { userChanged { kind } }');
    await runAs(screen, 'rollcall_wrong');
    await screen.run();
    await screen.page.getByText('Errors', { exact: true }).waitFor();
    await screen.page.getByRole('button', { name: 'Run', exact: true }).waitFor();
    expect(await screen.answer.textContent()).toContain('errors');
  });

  nightly('is missing without a sign-in; signing in leads back to the written operation', async () => {
    const screen = await open('/playground', { signedIn: false });
    screen.session.tolerate(REFUSED);
    const { page } = screen;
    await screen.write('operation', VIEWER);
    await screen.run();
    await screen.answer.getByText('null').waitFor();
    await page.getByRole('button', { name: 'Runs as Nobody' }).waitFor();

    await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('Email').fill(product.rollcall.owner.email);
    await page.getByLabel('Password').fill(product.rollcall.owner.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await screen.settled();
    expect(await screen.operation.textContent()).toBe(VIEWER);
    await screen.operation.click();
    await screen.run();
    await screen.answer.getByText(product.rollcall.owner.email).waitFor();
  });
});

describe('the editor', () => {
  test('completes from the schema, and leaves Tab to the browser', async () => {
    const screen = await open();
    await screen.write('operation', '{ users { nodes {  } } }');
    for (let n = 0; n < 6; n += 1) await screen.page.keyboard.press('ArrowLeft');
    await screen.page.keyboard.type('disp');
    await screen.completions.getByText('displayName').waitFor();
    // For a moment after it has opened, the list ignores keys, to prevent an accidental choice.
    const accept = async () => {
      await screen.page.keyboard.press('Tab');
      return screen.operation.textContent();
    };
    await expect.poll(accept).toContain('{ displayName');

    await screen.page.keyboard.press('Tab');
    expect(await screen.operation.evaluate((element) => element.matches(':focus'))).toBe(false);
  });

  nightly('marks what the schema does not have, in the variables too', async () => {
    const screen = await open();
    await screen.write('operation', 'query A($first: Int) { users(first: $first) { totalCount nobody } }');
    await expect.poll(() => screen.faults.count()).toBeGreaterThan(0);
    await screen.write('variables', '{ "first": "ten" }');
    await screen.page.locator('[data-editor=variables] .cm-lintRange-error').hover();
    await screen.page.getByText(/Variable "\$first" got invalid value "ten"/).waitFor();
  });

  nightly('formats, and keeps comments', async () => {
    const screen = await open();
    await screen.write('operation', '# who\n{viewer{email # address\n}}');
    await screen.page.keyboard.press('Control+Shift+F');
    const lines = screen.page.locator('[data-editor=operation] .cm-line');
    await expect
      .poll(() => lines.allTextContents())
      .toEqual(['# who', '{', '  viewer {', '    email # address', '  }', '}', '']);
  });

  nightly('leads from a field to its documentation, which leads on and back', async () => {
    const screen = await open();
    await screen.write('operation', '{ userByEmail(email: "a") { id } }');
    await screen.page.keyboard.press('Control+Home');
    for (let n = 0; n < 4; n += 1) await screen.page.keyboard.press('ArrowRight');
    const sought = screen.side.locator('[aria-current]');
    // The key does nothing until the schema is loaded.
    const documented = async () => {
      await screen.page.keyboard.press('F1');
      return sought.getByText('One user by address').count();
    };
    await expect.poll(documented).toBe(1);
    await sought.getByRole('button', { name: 'User', exact: true }).click();
    await screen.side.getByText('Somebody in the directory.').waitFor();
    await screen.side.getByRole('button', { name: 'Back' }).click();
    await sought.getByText('One user by address').waitFor();
  });
});

nightly('the documentation is searched', async () => {
  const screen = await open();
  await screen.side.getByRole('button', { name: 'Docs' }).click();
  await screen.side.getByRole('searchbox').fill('lastSignIn');
  await screen.side.getByRole('button', { name: 'User.lastSignInAt' }).click();
  await screen.side.getByText('When the user last signed in; null when never.').waitFor();
});

describe('the history', () => {
  test('survives a reload, can be reopened, and is empty after signing out', async () => {
    const screen = await open();
    const { page, side } = screen;
    await screen.write('operation', 'query Mine { viewer { email } }');
    await screen.run();
    await screen.answer.getByText(product.rollcall.owner.email).waitFor();
    await screen.write('operation', 'query Later { roles { name } }');
    await page.reload();
    await screen.settled();
    expect(await screen.operation.textContent()).toBe('query Later { roles { name } }');

    await side.getByRole('button', { name: 'History' }).click();
    await side.getByRole('button', { name: 'Mine' }).click();
    await expect.poll(() => screen.operation.textContent()).toBe('query Mine { viewer { email } }');
    await screen.tabs.getByRole('button', { name: 'Later', exact: true }).click();
    await expect.poll(() => screen.operation.textContent()).toBe('query Later { roles { name } }');
    await screen.tabs.getByRole('button', { name: 'Close Mine' }).click();

    screen.session.tolerate(REFUSED);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Runs as Nobody' }).waitFor();
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(kept).not.toMatch(/Mine|Later/);
    expect(await screen.operation.textContent()).toContain('ListUsers');
  });

  nightly('is cleared by its button', async () => {
    const screen = await open();
    await screen.run();
    await screen.side.getByRole('button', { name: 'History' }).click();
    await screen.side.getByRole('button', { name: 'ListUsers' }).waitFor();
    await screen.side.getByRole('button', { name: 'Clear history' }).click();
    await screen.side.getByText('Nothing has been run yet').waitFor();
  });
});

describe('the clipboard', () => {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const clipboard = (screen: PlaygroundScreen) => screen.page.evaluate(() => navigator.clipboard.readText());

  test('gets a curl command that runs in a shell, without the token of the session', async () => {
    const screen = await open('/playground', { permissions });
    await screen.openExample('Search users');
    await screen.write('variables', '{ "search": "O\'Person 0003 $HOME" }');
    await screen.page.getByRole('button', { name: 'Copy as curl' }).click();
    await screen.page.locator('[data-slot=viewport] > li').getByText('Copied. The command').waitFor();
    const command = await clipboard(screen);
    expect(command).not.toMatch(/eyJ/);

    const env = { ...process.env, ROLLCALL_TOKEN: await makeToken() };
    const { stdout } = await promisify(execFile)('bash', ['-c', command], { env });
    expect(JSON.parse(stdout)).toEqual({ data: { users: { totalCount: 0, nodes: [] } } });
  });

  nightly('gets a URL that opens the same operation again', async () => {
    const screen = await open('/playground', { permissions });
    await screen.write('operation', '{ users(search: "a&b + 50%") { totalCount } } # ü');
    await screen.page.getByRole('button', { name: 'Copy link' }).click();
    await screen.page.locator('[data-slot=viewport] > li').getByText('Copied a link').waitFor();
    const { pathname, hash } = new URL(await clipboard(screen));

    const other = await open(pathname + hash);
    expect(await other.operation.textContent()).toBe('{ users(search: "a&b + 50%") { totalCount } } # ü');
    await expect.poll(() => new URL(other.page.url()).hash).toBe('');
  });
});
