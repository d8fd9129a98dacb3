import { ConcurrentIndexesMigration } from './concurrent-indexes.js';

/** For erasures, which find the rows that name a user by the id, also rows that match nobody. */
export class ImportRowIdIndexMigration extends ConcurrentIndexesMigration {
  protected readonly indexes = [
    { name: 'user_import_rows_row_id_idx', on: 'user_import_rows (row_id) where row_id is not null' },
  ];
}
