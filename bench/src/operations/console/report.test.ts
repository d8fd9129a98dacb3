import { expect, it } from 'vitest';
import { consoleReport } from './report.js';

it('the report has a line for each operation by name, names what waits for many messages, and why some are not there', () => {
  const cost = { serverCpu: 80.4, databaseCpu: 65, toBare: 0.666 };
  const report = consoleReport({
    figures: [
      { name: 'Users', isQuery: true, messages: 1, statements: 3, ...cost },
      { name: 'SignIn', isQuery: false, messages: 14, statements: 14, ...cost },
      { name: 'AuditEntries', isQuery: true, messages: 3, statements: 6, ...cost },
      { name: 'UpdateUser', isQuery: false, messages: 2, statements: 11, ...cost },
    ],
    left: [{ name: 'SetUp', reason: 'works once' }],
  });
  const rows = report.split('\n').map((line) => line.split(/ *\| */).slice(1, -1));
  expect(rows.slice(2, 6)).toEqual([
    ['AuditEntries', '3', '6', '80', '65', '0.67', 'slow'],
    ['SignIn', '14', '14', '80', '65', '0.67', 'slow'],
    ['UpdateUser', '2', '11', '80', '65', '0.67', 'slow'],
    ['Users', '1', '3', '80', '65', '0.67', 'quick'],
  ]);
  expect(report).toMatch(/^Slow before, and still waiting for more than 2 messages: SignIn\.$/m);
  expect(report).toMatch(/^- `SetUp` works once\.$/m);
});
