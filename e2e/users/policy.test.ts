import { expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 30 });

// After every test in the browser, useRollcall checks that no page violates the policy or sends a request to another origin.
// This file tests that this check works.

test('an inline style is refused, and detected', async () => {
  const { page, problems, ...session } = await openUsers();
  await page.evaluate(() =>
    document.body.append(Object.assign(document.createElement('style'), { textContent: '*{}' })),
  );
  await expect.poll(() => problems.join()).toContain('Content Security Policy');
  problems.length = 0;
  expect(session.sockets).toBe(1);
});

test('an inline script is refused, and detected', async () => {
  const { page, problems } = await openUsers();
  await page.evaluate(() =>
    document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = 1' })),
  );
  await expect.poll(() => problems.join()).toContain('Content Security Policy');
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  problems.length = 0;
});

test('a request to another origin is refused, and detected', async () => {
  const { page, problems } = await openUsers();
  await page.evaluate(() => fetch('https://example.org').catch(() => undefined));
  await expect.poll(() => problems.join()).toContain('example.org');
  problems.length = 0;
});

async function openUsers() {
  return (await new UsersScreen(await product.open('/users')).settled()).session;
}
