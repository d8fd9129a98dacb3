import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { pipelineConfig } from './orm.js';
import { Pipeline } from './pipeline.js';

let test: TestApp;
let pipeline: Pipeline;
beforeAll(async () => {
  test = await startTestApp();
  pipeline = new Pipeline(pipelineConfig(test.database.url), 1, pino({ level: 'silent' }));
  await pipeline.start();
});
afterAll(async () => {
  await pipeline.close();
  await test.close();
});

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
const run = (text: string, name: string) => pipeline.run([{ statement: { name, text }, values: [] }]);

describe('what went through the pipeline', () => {
  it('leaves no timer, which would keep its rows and close the connection later', async () => {
    const before = timers();
    for (let count = 0; count < 20; count += 1) expect(await run('select 1', 'one')).toEqual([[['1']]]);
    expect(timers()).toBeLessThan(before + 20);
  });

  it('leaves none where it fails either', async () => {
    const before = timers();
    for (let count = 0; count < 20; count += 1) {
      await expect(run('select 1 / 0', 'fault')).rejects.toThrow('division by zero');
    }
    expect(timers()).toBeLessThan(before + 20);
  });
});
