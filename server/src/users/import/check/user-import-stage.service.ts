import { type QueryExecutorProvider, sql } from 'kysely';
import type { AddressRule } from '../../validation/email-address.validation.js';
import type { ImportField } from '../file/import-columns.js';
import type { ImportRecord } from '../file/import-records.js';
import { readRow, roleNames } from './import-row.js';
import { storable } from './user-import-upload.service.js';
import { UserImportMatch } from '../user-import.enums.js';

/** Rows of one statement; some 1.5 MB. */
const ROWS_PER_INSERT = 2_000;

/** The rows of a file before they are compared, until the end of the transaction. Temporary tables are not in the write-ahead log. */
export async function makeStage(db: QueryExecutorProvider): Promise<void> {
  await sql`create temporary table import_stage (number int, line int, raw bytea, row_id uuid, texts jsonb, roles uuid[],
    reasons jsonb) on commit drop`.execute(db);
}

/** Reads records by the rules of single writes into the stage. */
export class RowStage {
  columns: readonly (ImportField | null)[] = [];
  readonly #db: QueryExecutorProvider;
  readonly #addresses: AddressRule;
  readonly #match: UserImportMatch;
  readonly #roles = new Map<string, string | null>();
  #records: ImportRecord[] = [];
  #number = 0;
  #sent: Promise<void> = Promise.resolve();

  constructor(db: QueryExecutorProvider, addresses: AddressRule, match: UserImportMatch) {
    this.#db = db;
    this.#addresses = addresses;
    this.#match = match;
  }

  async add(record: ImportRecord): Promise<void> {
    this.#records.push(record);
    if (this.#records.length === ROWS_PER_INSERT) await this.#flush();
  }

  /** Waits until all records are in the stage. */
  async end(): Promise<void> {
    await this.#flush();
    await this.#sent;
  }

  /** Sends the rows while the next ones are parsed, so that this process and the database use two processors. */
  async #flush(): Promise<void> {
    await this.#learnRoles();
    const rules = {
      columns: this.columns,
      addresses: this.#addresses,
      roleOf: (name: string) => this.#roles.get(name) ?? undefined,
    };
    const rows = this.#records.map((record) => {
      const { id, roles, ...row } = readRow(record, rules);
      return {
        ...row,
        number: (this.#number += 1),
        line: record.line,
        raw: record.raw.toString('base64'),
        row_id: this.#match === UserImportMatch.EMAIL ? null : id,
        roles: roles && `{${roles.join(',')}}`,
      };
    });
    this.#records = [];
    await this.#sent;
    this.#sent = this.#insert(rows);
    // The error is thrown at the await.
    this.#sent.catch(() => undefined);
  }

  async #insert(rows: readonly object[]): Promise<void> {
    await sql`insert into import_stage
      select number, line, decode(raw, 'base64'), row_id, texts, roles::uuid[], reasons
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (number int, line int, raw text, row_id uuid, texts jsonb, roles text, reasons jsonb)`.execute(
      this.#db,
    );
  }

  /** Looks up the ids of new names, by the folding of the unique index, else by the key of a built-in role. */
  async #learnRoles(): Promise<void> {
    const column = this.columns.indexOf('roles');
    const cells = column < 0 ? [] : this.#records.map(({ cells: { [column]: cell } }) => cell ?? '');
    const names = [...new Set(cells.flatMap(roleNames))].filter((name) => !this.#roles.has(name));
    if (names.length === 0) return;
    const { rows } = await sql<{ id: string | null }>`select coalesce(
        (select r.id from roles r where name_key(r.name) = name_key(n.name)),
        (select r.id from roles r where r.key = upper(n.name))) as id
      from unnest(${names.map(storable)}::text[]) with ordinality as n (name, place) order by n.place`.execute(
      this.#db,
    );
    names.forEach((name, index) => this.#roles.set(name, rows[index]?.id ?? null));
  }
}
