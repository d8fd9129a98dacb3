import { expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';

const product = useRollcall({ people: 30 });

test('the playground opens with examples, and the first one runs', async () => {
  const { page } = await product.open('/playground');
  await page.locator('.graphiql-execute-button').waitFor();
  await page.locator('.graphiql-editors .view-lines').first().getByText('query', { exact: false }).first().waitFor();
  await page.locator('.graphiql-execute-button').click();
  // Where the tab holds several operations, the button asks which.
  const choice = page.getByRole('menuitem').first();
  await choice.or(page.locator('.result-window').getByText('displayName')).first().waitFor();
  if (await choice.isVisible()) await choice.click();
  await expect.poll(() => page.locator('.result-window').textContent()).toContain('Person');
});
