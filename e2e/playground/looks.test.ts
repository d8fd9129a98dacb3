import { describe, test } from 'vitest';
import { expectNoFaults, LOOKS } from '../browser/looks.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { PlaygroundScreen } from './playground-screen.ts';

const product = useRollcall({ people: 12 });

describe.each(Object.entries(LOOKS))('%s, axe finds no fault and nothing is too wide', (_name, look) => {
  async function open(options = {}) {
    return new PlaygroundScreen(await product.open('/playground', { ...look.options, ...options })).settled();
  }

  test('in the editors, an answer and one with errors', async () => {
    const screen = await open();
    await expectNoFaults(screen.session, look);
    await screen.run();
    await screen.answer.getByText('"Person 0001"').waitFor();
    await expectNoFaults(screen.session, look);
    await screen.show('write');
    await screen.write('operation', '{ nobody }');
    await screen.faults.waitFor();
    await screen.run();
    await screen.answer.getByText('"errors"').waitFor();
    await expectNoFaults(screen.session, look);
  });

  test('during a completion, and during a search', async () => {
    const screen = await open();
    // Few enough to need no scrolling: axe requires focus in a scrolling list, and does not know completion lists, in which the
    // keys move while the focus stays in the text.
    await screen.write('operation', '{ users { nodes { disp');
    await screen.page.keyboard.press('Control+Space');
    await screen.completions.getByText('displayName').waitFor();
    await expectNoFaults(screen.session, look);
    await screen.page.keyboard.press('Escape');
    await screen.page.keyboard.press('Control+f');
    await screen.page.locator('[data-editor=operation] .cm-search').waitFor();
    await expectNoFaults(screen.session, look);
  });

  test('in the documentation and the history', async () => {
    const screen = await open();
    await screen.run();
    await screen.answer.getByText('"Person 0001"').waitFor();
    await screen.show('side');
    await screen.side.locator('button[aria-pressed]').nth(1).click();
    await expectNoFaults(screen.session, look);
    await screen.side.getByRole('button', { name: 'Query', exact: true }).click();
    await screen.side.getByText('auditEntries', { exact: true }).waitFor();
    await expectNoFaults(screen.session, look);
    await screen.side.locator('button[aria-pressed]').nth(2).click();
    await expectNoFaults(screen.session, look);
  });

  test('without a sign-in, with a token', async () => {
    const screen = await open({ signedIn: false });
    // The schema is hidden without a sign-in.
    screen.session.tolerate(/status of 400/);
    await expectNoFaults(screen.session, look);
    await screen.page.locator('[data-who]').click();
    await screen.page.getByRole('dialog').waitFor();
    await expectNoFaults(screen.session, look);
  });
});
