import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../paths.js';
import { WRITES, type Write } from '../systems/bare/writes.js';

/** A folder with one operation per file: GraphQL, with its settings in comments above it. */
const FOLDER = join(ROOT, 'bench/documents');

/** How a write finds its users. */
export const STATES = ['present', 'deactivated', 'deleted'] as const;
export type State = (typeof STATES)[number];

/** Values by their placeholders, such as `$id`. */
export type Placeholders = Record<string, unknown>;

export interface DocumentFile {
  name: string;
  query: string;
  variablesOf: (values: Placeholders) => Record<string, unknown>;
  /** Of a query: the path at which the bare handler gives the same answer. */
  sameAnswer?: string;
  /** Of a mutation: the bare handler's write that it is compared with, and how the users are before it. */
  write?: { beside: Write; users: State };
}

/** In the order of the files' names. */
export function readDocumentFiles(): DocumentFile[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => readDocument(file, readFileSync(join(FOLDER, file), 'utf8')));
}

/**
 * @param text such as
 *   `# {"id":"$id"}` the variables as JSON, in which a placeholder stands for a value
 *   `# beside restore` the bare handler's write
 *   `# same answer /path` the path at which the bare handler gives the same answer
 *   `# users deleted` the state of the users before the write; `present` by default
 * @throws if a comment names something unknown
 */
export function readDocument(file: string, text: string): DocumentFile {
  const name = file.replace(/^\d+ |\.graphql$/g, '');
  const [, json = '{}'] = /^# (\{.*\})$/m.exec(text) ?? [];
  const [, beside] = /^# beside (.*)$/m.exec(text) ?? [];
  const [, sameAnswer] = /^# same answer (\/.*)$/m.exec(text) ?? [];
  const [, users = 'present'] = /^# users (.*)$/m.exec(text) ?? [];
  if (!isOneOf(STATES, users)) throw new Error(`${file}: users are ${STATES.join(', ')}, not ${users}`);
  if (beside !== undefined && !isOneOf(WRITES, beside)) {
    throw new Error(`${file}: the bare handler has ${WRITES.join(', ')}, not ${beside}`);
  }
  return {
    name,
    query: text,
    variablesOf: (values) =>
      JSON.parse(
        json.replaceAll(/"(\$\w+)"/g, (_, placeholder: string) => JSON.stringify(values[placeholder])),
      ) as Record<string, unknown>,
    ...(sameAnswer !== undefined && { sameAnswer }),
    ...(beside && { write: { beside, users } }),
  };
}

function isOneOf<T extends string>(all: readonly T[], name: string): name is T {
  return (all as readonly string[]).includes(name);
}
