/**
 * A backup is text: lines of JSON, and between them the rows of each table in COPY's text format (decision 60).
 *
 *   {"rollcall":"backup","version":1,"createdAt":…,"postgres":"18.4","migrations":[…]}
 *   {"table":"users","columns":["id",…]}
 *   …one line for each row…
 *   \.
 *   …the other tables…
 *   {"sequences":{"migrations_id_seq":23}}
 *   {"end":true,"sha256":"…"}
 *
 * The checksum is of every byte before the last line, so a file that was cut off or changed is refused.
 */
export const FORMAT_VERSION = 1;

/** The line after the rows of a table. COPY escapes each backslash in a row, so no row is equal to it. */
export const END_OF_ROWS = '\\.\n';

export interface Header {
  rollcall: 'backup';
  version: number;
  createdAt: string;
  /** The version of PostgreSQL. */
  postgres: string;
  /** The names of the migrations that the database had, in their order. */
  migrations: string[];
}

export interface TableHead {
  table: string;
  columns: string[];
}

/** The last value of each sequence that was used. */
export interface Sequences {
  sequences: Record<string, number>;
}

export interface End {
  end: true;
  /** In hexadecimal digits. */
  sha256: string;
}

export type Line = Header | TableHead | Sequences | End;

export function lineOf(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}
