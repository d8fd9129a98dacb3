import { beforeEach, describe, test } from 'vitest';
import { expectNoFaults, LOOKS } from '../browser/looks.ts';
import { useRollcall } from '../browser/use-rollcall.ts';

const product = useRollcall({ people: 5 });

const START =
  'mutation ($input: StartBulkJobInput!) { startBulkJob(input: $input) { job { id } userErrors { message } } }';

beforeEach(() => product.rollcall.sql('delete from bulk_items; delete from bulk_jobs'));

describe.each(Object.entries(LOOKS))('%s, axe finds no fault and nothing is too wide', (_name, look) => {
  test('in a list of jobs without any, with one, and in the job', async () => {
    const session = await product.open('/jobs', look.options);
    const { page } = session;
    await page.locator('main h2').waitFor();
    await expectNoFaults(session, look);
    const input = { change: { kind: 'DEACTIVATE' }, where: {} };
    const { startBulkJob } = await product.rollcall.graphql<{ startBulkJob: { job: { id: string } } }>(
      START,
      {
        input,
      },
    );
    await page.reload();
    await page.locator('main li').first().waitFor();
    await expectNoFaults(session, look);
    await page.goto(`${product.rollcall.url}/jobs/${startBulkJob.job.id}`);
    await page.locator('main dl').waitFor();
    await expectNoFaults(session, look);
  });

  test('before an import, and with what it would do', async () => {
    const session = await product.open('/import', look.options);
    const { page } = session;
    await page.locator('main .border-dashed').waitFor();
    await expectNoFaults(session, look);
    const text = 'Mail;Full name;Job;dept\nnew@import.example;Zoe;Cook;Kitchen\nbroken;X;;\n';
    await page.setInputFiles('input[type=file]', {
      name: 'people-of-the-summer-school-with-a-long-file-name.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(text),
    });
    await page.locator('main li').first().waitFor();
    await expectNoFaults(session, look);
  });
});
