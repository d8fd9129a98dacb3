import { expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { PlaygroundScreen } from './playground-screen.ts';

const product = useRollcall({ people: 12 });

test('the operation of each example runs without an error', async () => {
  const screen = await new PlaygroundScreen(await product.open('/playground')).settled();
  const names = await screen.side.locator('li:visible').allTextContents();
  expect(names.length).toBeGreaterThan(12);
  for (const name of names.filter((each) => each.trim() !== 'Subscribe to changes')) {
    await screen.write('operation', '#');
    await screen.openExample(name.trim());
    await expect.poll(() => screen.operation.textContent()).toMatch(/query|mutation/);
    // The response for the example's variables has no name.
    const answered = screen.page.waitForResponse((response) => {
      const { operationName } = (response.request().postDataJSON() ?? {}) as { operationName?: string };
      return operationName !== undefined;
    });
    await screen.run();
    expect(await (await answered).json(), name).not.toHaveProperty('errors');
  }
});
