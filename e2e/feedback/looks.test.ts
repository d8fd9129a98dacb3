import { beforeEach, describe, test } from 'vitest';
import { expectNoFaults, LOOKS } from '../browser/looks.ts';
import { useRollcall } from '../browser/use-rollcall.ts';

const product = useRollcall({ people: 3 });

beforeEach(async () => {
  await product.rollcall.sql('delete from feedback');
  await product.rollcall.sql(
    `insert into feedback (user_id, kind, state, text, page, answer, answered_at)
     select id, kind, state, repeat('The list of people could show who is away. ', 12), '/users',
       case when state = 'ANSWERED' then 'Thank you, we will think about it.' end, case when state = 'ANSWERED' then now() end
     from (select id from users order by id limit 1) someone,
       unnest(array['PROBLEM', 'IDEA', 'QUESTION', 'PRAISE'], array['NEW', 'READ', 'ANSWERED', 'DONE']) as each(kind, state)`,
  );
});

describe.each(Object.entries(LOOKS))('%s, axe finds no fault and nothing is too wide', (_name, look) => {
  test('in the list of feedback, in one entry and in an empty list', async () => {
    const session = await product.open('/feedback', look.options);
    const { page } = session;
    const entries = page.locator('[data-feedback]');
    await entries.nth(3).waitFor();
    await expectNoFaults(session, look);
    await entries.first().locator('button').first().click();
    await entries.first().getByRole('group').or(entries.first().locator('[aria-pressed]')).first().waitFor();
    await expectNoFaults(session, look);
    await product.rollcall.sql('delete from feedback');
    await page.reload();
    await page.locator('main h2').waitFor();
    await expectNoFaults(session, look);
  });
});
