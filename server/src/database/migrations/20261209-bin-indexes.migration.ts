import { ConcurrentIndexesMigration } from './concurrent-indexes.js';

/** For the order of the bin, and for the foreign key check when a user is erased. */
export class BinIndexesMigration extends ConcurrentIndexesMigration {
  protected readonly indexes = [
    { name: 'users_bin_deleted_at_idx', on: 'users (deleted_at, id) where deleted_at is not null' },
    { name: 'users_deleted_by_idx', on: 'users (deleted_by) where deleted_by is not null' },
  ];
}
