import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Session } from './session.ts';

/** Runs in the page. Returns whether the list is long enough by now, or at its end. */
function dragTo(element: Element, index: number): boolean {
  const top = index * 60;
  element.scrollTop = top;
  const rows = element.querySelectorAll('[data-user]').length;
  const isAtEnd = element.querySelector('[aria-hidden=true][role=status]') === null;
  return rows > 0 && (isAtEnd || Math.abs(element.scrollTop - top) < 1);
}

/** In the page. */
async function sendSentinel(): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ operationName: 'Sentinel', query: 'query Sentinel { __typename }' });
  await fetch('/graphql', { method: 'POST', headers, body });
}

/** The users page, found by its texts and roles as a person does. */
export class UsersScreen {
  readonly page: Page;

  constructor(readonly session: Session) {
    this.page = session.page;
  }

  get rows(): Locator {
    return this.page.locator('[role=row]:has([data-user])');
  }

  row(name: string): Locator {
    return this.rows.filter({ has: this.page.getByText(name, { exact: true }) });
  }

  get count(): Locator {
    return this.page.locator('h1 + [role=status]');
  }

  get search(): Locator {
    return this.page.getByRole('searchbox');
  }

  /** The dialog over the list, or the panel beside it. */
  get dialog(): Locator {
    return this.page.getByRole('dialog').or(this.page.locator('[data-detail=panel]'));
  }

  get toasts(): Locator {
    return this.page.locator('[data-slot=viewport] > li');
  }

  notice(text: string): Locator {
    return this.toasts.filter({ hasText: text });
  }

  /** The scrolling element. */
  get scroller(): Locator {
    return this.page.locator(':has(> [role=table])');
  }

  /** Waits for the rows and the subscription for news. After that the page sends nothing by itself. */
  async settled(): Promise<this> {
    await this.rows.first().waitFor();
    await expect.poll(() => this.session.sent).toEqual(expect.arrayContaining(['Users', 'UserChanged']));
    return this;
  }

  /** The names of the rendered rows, those just out of view included, from top to bottom. */
  async names(): Promise<string[]> {
    return (await this.drawn()).map(({ name }) => name);
  }

  /** The names of the rows that are at least partly visible. */
  async namesInView(): Promise<string[]> {
    const view = await this.scroller.boundingBox();
    const rows = await this.drawn();
    return rows
      .filter(({ top, bottom }) => view && bottom > view.y && top < view.y + view.height)
      .map(({ name }) => name);
  }

  async boxOf(name: string) {
    return this.row(name).boundingBox();
  }

  /** Scrolls to a row, counted from 0, like a drag of the scroll bar. Repeated while pages are still loading. */
  async scrollTo(index: number): Promise<void> {
    await expect.poll(() => this.scroller.evaluate(dragTo, index)).toBe(true);
  }

  /** Every name of the list, collected while scrolling from the top to the end. */
  async scrollThrough(): Promise<string[]> {
    const met = new Map<number, string>();
    const total = Number(await this.page.getByRole('table').getAttribute('aria-rowcount')) - 1;
    for (let top = 0; met.size < total; top = Math.min(top + 10, met.size)) {
      await this.scrollTo(top);
      await this.page.locator(`[aria-rowindex="${Math.min(top + 11, total) + 1}"]`).waitFor();
      for (const { index, name } of await this.drawn()) met.set(index, name);
    }
    return [...met].sort(([one], [other]) => one - other).map(([, name]) => name);
  }

  private async drawn() {
    const rows = await this.rows.evaluateAll((elements) =>
      elements.map((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        const name = row.querySelector('[data-user]')?.textContent ?? '';
        return { top, bottom, name, index: Number(row.getAttribute('aria-rowindex')) - 1 };
      }),
    );
    return rows.sort((one, other) => one.top - other.top);
  }

  /** The place of a row in the list, from 1. */
  async placeOf(name: string): Promise<number> {
    return Number(await this.row(name).getAttribute('aria-rowindex')) - 1;
  }

  /** Fills in the dialog for a new user and presses Create. */
  async create(name: string, email: string): Promise<void> {
    await this.page.getByRole('button', { name: 'New user' }).click();
    await this.page.getByLabel('Email', { exact: true }).fill(email);
    await this.page.getByLabel('Display name', { exact: true }).fill(name);
    this.session.forget();
    await this.page.getByRole('button', { name: 'Create', exact: true }).click();
  }

  /** Chooses an action for the open user. */
  async act(action: 'Deactivate' | 'Reactivate' | 'Delete'): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Actions' }).click();
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  async delete(name: string): Promise<void> {
    await this.open(name);
    await this.act('Delete');
    await this.dialog.waitFor({ state: 'detached' });
    await this.row(name).waitFor({ state: 'detached' });
  }

  async open(name: string): Promise<Locator> {
    await this.row(name).getByRole('link').click();
    await this.dialog.locator('[data-field=email]').waitFor();
    return this.dialog;
  }

  /** A field of the open user, which a click opens. */
  field(label: string): Locator {
    return this.dialog.getByRole('button', { name: new RegExp(`^${label} `) });
  }

  /** The field while something is typed in it. */
  input(label: string): Locator {
    return this.dialog.locator('input').and(this.page.getByLabel(label, { exact: true }));
  }

  /** How far down the row of a field is, in pixels. */
  async topOf(label: string): Promise<number | undefined> {
    const box = await this.dialog.locator('dt').filter({ hasText: label }).boundingBox();
    return box?.y;
  }

  /** Types into a field of the open user, and does not save it. */
  async type(label: string, text: string): Promise<void> {
    if ((await this.input(label).count()) === 0) await this.field(label).click();
    await this.input(label).fill(text);
  }

  /** Changes a field of the open user. */
  async change(label: string, text: string): Promise<void> {
    await this.type(label, text);
    await this.page.keyboard.press('Enter');
  }

  /**
   * Expects that exactly these operations were sent since the last `forget`: the news of the write has arrived, all pending
   * work of the page is done, and the next requested operation is the next one sent.
   */
  async expectSent(...names: string[]): Promise<void> {
    await expect.poll(() => this.session.news).toBeGreaterThan(0);
    // Longer than any of our timers; for tests that opened the page with a fake clock.
    await this.page.clock.runFor(3_000);
    await this.page.evaluate(sendSentinel);
    expect(this.session.sent).toEqual([...names, 'Sentinel']);
  }
}
