import { markdownTable } from '../../report/table.js';
import type { ConsoleFigures, ConsoleMeasured } from './operations.js';

/** Decision 32 has the figures: a list with a plan cost a fifth to a ninth of what any other operation did. */
const HAD_A_PLAN = ['Users', 'AuditPeople', 'AuditPerson'];

/** A write of a user sends one message for the data that it needs first, and another for the rest. */
const FEW_MESSAGES = 2;

/** What the operations cost, as Markdown; which mutations still wait for many messages; and which are not measured. */
export function consoleReport({ figures, left }: ConsoleMeasured): string {
  const sorted = figures.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  const slow = sorted.filter(waitsForMany).map(({ name }) => name);
  return [
    markdownTable(
      [
        'operation',
        'messages',
        'statements',
        'CPU of server µs',
        'CPU of database µs',
        "× bare's list of 20",
        'before',
      ],
      sorted.map(({ name, messages, statements, serverCpu, databaseCpu, toBare }) => [
        name,
        String(messages),
        String(statements),
        serverCpu.toFixed(0),
        databaseCpu.toFixed(0),
        toBare.toFixed(2),
        HAD_A_PLAN.includes(name) ? 'quick' : 'slow',
      ]),
    ),
    `Slow before, and still waiting for more than ${FEW_MESSAGES} messages: ${slow.join(', ')}.`,
    'Not measured:',
    left.map(({ name, reason }) => `- \`${name}\` ${reason}.`).join('\n'),
  ].join('\n\n');
}

function waitsForMany({ isQuery, messages }: ConsoleFigures): boolean {
  return !isQuery && messages > FEW_MESSAGES;
}
