import { Migration } from '@mikro-orm/migrations';

/** Its name, and its definition from the table on. */
export interface Index {
  name: string;
  on: string;
  unique?: boolean;
}

/**
 * A migration that makes indexes while requests go on writing: `create index concurrently`, which must not run in a transaction. It
 * waits until transactions that began before it have ended; nothing waits for it. If it fails, it leaves an invalid index, which the
 * next try replaces. Such a migration does nothing else.
 */
export abstract class ConcurrentIndexesMigration extends Migration {
  protected abstract readonly indexes: readonly Index[];

  override isTransactional(): boolean {
    return false;
  }

  override async up(): Promise<void> {
    // A restore runs all migrations in one transaction, in a database that nobody else uses.
    const concurrently = this.config.get('migrations').transactional === false ? '' : 'concurrently';
    // The limit is for locks for which others would have to wait as well.
    await this.execute('set lock_timeout = 0');
    try {
      for (const { name, on, unique } of this.indexes) {
        if (await this.isInvalid(name)) await this.execute(`drop index ${concurrently} ${name}`);
        await this.execute(
          `create ${unique ? 'unique ' : ''}index ${concurrently} if not exists ${name} on ${on}`,
        );
      }
    } finally {
      await this.execute('reset lock_timeout');
    }
  }

  override async down(): Promise<void> {
    for (const { name } of this.indexes) await this.execute(`drop index concurrently if exists ${name}`);
  }

  private async isInvalid(name: string): Promise<boolean> {
    const rows: unknown = await this.execute(
      'select from pg_index where indexrelid = to_regclass(?) and not indisvalid',
      [name],
    );
    // A migration's `execute` has no type for rows.
    return (rows as unknown[]).length > 0;
  }
}
