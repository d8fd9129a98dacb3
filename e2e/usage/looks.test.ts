import { describe, test } from 'vitest';
import { expectNoFaults, LOOKS } from '../browser/looks.ts';
import { useRollcall } from '../browser/use-rollcall.ts';

const product = useRollcall({ people: 3 });

describe.each(Object.entries(LOOKS))('%s, axe finds no fault and nothing is too wide', (_name, look) => {
  test.each(['/usage', '/account/privacy'])('at %s', async (path) => {
    await product.rollcall.sql(
      `insert into usage_day (day, feature, outcome, n, sum_ms, buckets)
       select current_date - n, 'SEARCH', 'DONE', 10 * n, 0, array_fill(0::bigint, array[12]) from generate_series(0, 20) n
       on conflict do nothing`,
    );
    const session = await product.open(path, look.options);
    await session.page.locator('main [role=switch]').waitFor();
    await expectNoFaults(session, look);
  });
});
