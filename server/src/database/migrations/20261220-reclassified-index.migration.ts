import { ConcurrentIndexesMigration } from './concurrent-indexes.js';

/** For the filter of these rows: among a million, there may be few. */
export class ReclassifiedIndexMigration extends ConcurrentIndexesMigration {
  protected readonly indexes = [
    {
      name: 'user_import_rows_reclassified_idx',
      on: 'user_import_rows (import_id, number) where is_reclassified',
    },
  ];
}
