import type { Page } from 'playwright-core';
import type { Session } from '../browser/session.ts';

/** The playground as a visitor uses it. Its editors are in shadow trees, which locators search too. */
export class PlaygroundScreen {
  readonly page: Page;

  constructor(readonly session: Session) {
    this.page = session.page;
  }

  async settled(): Promise<this> {
    await this.operation.waitFor();
    return this;
  }

  get operation() {
    return this.page.locator('[data-editor=operation] .cm-content');
  }

  get variables() {
    return this.page.locator('[data-editor=variables] .cm-content');
  }

  /** The rendered part: the start of a long answer. */
  get answer() {
    return this.page.locator('[data-editor=answer] .cm-content');
  }

  get faults() {
    return this.page.locator('[data-editor=operation] .cm-lintRange-error');
  }

  get completions() {
    return this.page.locator('[data-editor=operation] .cm-tooltip-autocomplete li');
  }

  get tabs() {
    return this.page.getByRole('navigation', { name: 'Open operations' });
  }

  get side() {
    return this.page.locator('main aside');
  }

  /** On a phone a button shows each part; elsewhere all are on screen. */
  async show(part: 'write' | 'answer' | 'side'): Promise<void> {
    const button = this.page
      .locator('main nav[data-panes] button')
      .nth(['write', 'answer', 'side'].indexOf(part));
    if (await button.isVisible()) await button.click();
  }

  /** Replaces the text of an editor. */
  async write(editor: 'operation' | 'variables', text: string): Promise<void> {
    await this[editor].click();
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.insertText(text);
  }

  async run(): Promise<void> {
    await this.page.keyboard.press('Control+Enter');
  }

  async openExample(name: string): Promise<void> {
    await this.side.getByRole('button', { name: 'Examples' }).click();
    await this.side.getByRole('button', { name, exact: true }).click();
  }
}
