import { afterEach, describe, expect, test, vi } from 'vitest';
import { mountApp } from '../../test/mount-app';
import AuditExportMenu from './AuditExportMenu.vue';

afterEach(() => vi.unstubAllGlobals());

const shown = () => document.body.textContent;

function press(label: string) {
  const items = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const found = items.find((each) => each.textContent?.trim() === label);
  if (!found) throw new Error(`There is no item ${label}.`);
  found.click();
}

describe('the export', () => {
  const answers = (...all: Response[]) => {
    const send = vi.fn(async (_path: string, _options: RequestInit) => all.shift() ?? Response.error());
    vi.stubGlobal('fetch', send);
    return send;
  };
  async function exported() {
    document
      .querySelectorAll<HTMLElement>('[aria-haspopup=menu]')
      .forEach((menu) => menu.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })));
    await vi.waitFor(() => press('CSV, for spreadsheets'));
  }

  test('is asked for with the token and saved under the server’s name', async () => {
    const send = answers(
      new Response('a,b', {
        headers: { 'content-disposition': 'attachment; filename="audit-2026-11-24.csv"' },
      }),
    );
    const saved: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined });
    await mountApp(AuditExportMenu, { path: '/audit' });
    await exported();
    await vi.waitFor(() => expect(saved).toEqual(['audit-2026-11-24.csv']));
    const [path, options] = send.mock.calls[0] ?? [];
    expect(path).toBe('/audit/export?format=csv');
    expect(options?.headers).toEqual({ authorization: 'Bearer token 1' });
  });

  test.each([
    [403, 'Export failed: your roles don’t allow this.'],
    [500, 'Export failed: something went wrong on the server.'],
  ])('that is answered with %i says why there is none', async (status, text) => {
    answers(new Response('{}', { status }));
    await mountApp(AuditExportMenu, { path: '/audit' });
    await exported();
    await vi.waitFor(() => expect(shown()).toContain(text));
  });

  test('that breaks off is not saved', async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new TypeError('broken')) });
    answers(new Response(broken));
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click');
    await mountApp(AuditExportMenu, { path: '/audit' });
    await exported();
    await vi.waitFor(() => expect(shown()).toContain('the connection was lost'));
    expect(click).not.toHaveBeenCalled();
  });
});
