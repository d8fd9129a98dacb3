import { type ConsolePage, openConsole } from './console-page.ts';

/** Pixels per frame: a screen and a half, faster than any hand. */
const STRIDE_PX = 1_000;

/** Scrolls down without a pause to this row, and waits if rows are still loading. */
export async function scrollToRow({ page }: ConsolePage, row: number): Promise<void> {
  await page.evaluate(
    ({ row: wanted, stride }) =>
      new Promise<void>((resolve) => {
        const step = () => {
          const scroller = document.querySelector<HTMLElement>(':has(> [role=table])');
          const numbers = [...(scroller?.querySelectorAll('[role=row]:has([data-user])') ?? [])].map((each) =>
            Number(each.getAttribute('aria-rowindex')),
          );
          if (Math.max(...numbers) > wanted) return resolve();
          scroller?.scrollBy(0, stride);
          requestAnimationFrame(step);
        };
        step();
      }),
    { row, stride: STRIDE_PX },
  );
}

export interface Memory {
  readonly rows: number;
  /** Of JavaScript, after a collection, in MB. */
  readonly heap: number;
  /** Live DOM nodes, in the page or not. */
  readonly nodes: number;
  readonly elements: number;
  readonly requests: number;
}

/** The live memory after scrolling past these numbers of rows, one step after the other in one tab. */
export async function measureMemory(url: string, steps: readonly number[]): Promise<Memory[]> {
  const console = await openConsole(url);
  try {
    const measured: Memory[] = [];
    for (const rows of steps) {
      await scrollToRow(console, rows);
      measured.push({ rows, ...(await alive(console)) });
    }
    return measured;
  } finally {
    await console.close();
  }
}

async function alive({ page, tab, requests }: ConsolePage): Promise<Omit<Memory, 'rows'>> {
  await page.waitForLoadState('networkidle');
  await tab.send('HeapProfiler.enable');
  // Objects that one collection frees may allow the next one to free more.
  await tab.send('HeapProfiler.collectGarbage');
  await tab.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tab.send('Runtime.getHeapUsage');
  const { nodes } = await tab.send('Memory.getDOMCounters');
  const elements = await page.evaluate(() => document.querySelectorAll('*').length);
  return { heap: usedSize / 2 ** 20, nodes, elements, requests: requests() };
}
