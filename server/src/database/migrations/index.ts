import type { MigrationObject } from '@mikro-orm/core';
import { AccessEpochMigration } from './20261125-access-epoch.migration.js';
import { AddressesMigration } from './20261202-addresses.migration.js';
import { AuditMigration } from './20261124-audit.migration.js';
import { BinMigration } from './20261209-bin.migration.js';
import { DirectoryMigration } from './20261124-directory.migration.js';
import { EmailChangesMigration } from './20261203-email-changes.migration.js';
import { FacetsMigration } from './20261205-facets.migration.js';
import { FilterPlansMigration } from './20261128-filter-plans.migration.js';
import { InvitationsMigration } from './20261124-invitations.migration.js';
import { SamplePeopleMigration } from './20261212-sample-people.migration.js';
import { SearchKeysMigration } from './20261202-search-keys.migration.js';
import { SearchRanksMigration } from './20261210-search-ranks.migration.js';
import { SearchWordsMigration } from './20261204-search-words.migration.js';
import { SecondFactorMigration } from './20261124-second-factor.migration.js';
import { IdempotencyMigration } from './20261203-idempotency.migration.js';
import { ListPlansMigration } from './20261124-list-plans.migration.js';
import { RolesMigration } from './20261124-roles.migration.js';
import { ViewsMigration } from './20261206-views.migration.js';
import { SignInMigration } from './20261124-sign-in.migration.js';
import { TokensSessionsMigration } from './20261124-tokens-sessions.migration.js';
import { UserStatesMigration } from './20261208-user-states.migration.js';

/** Every migration, oldest first. A name, once released, never changes: the database remembers it. */
export const migrations: MigrationObject[] = [
  { name: '20261124-directory', class: DirectoryMigration },
  { name: '20261124-sign-in', class: SignInMigration },
  { name: '20261124-audit', class: AuditMigration },
  { name: '20261124-tokens-sessions', class: TokensSessionsMigration },
  { name: '20261124-invitations', class: InvitationsMigration },
  { name: '20261124-second-factor', class: SecondFactorMigration },
  { name: '20261124-roles', class: RolesMigration },
  { name: '20261124-list-plans', class: ListPlansMigration },
  { name: '20261125-access-epoch', class: AccessEpochMigration },
  { name: '20261128-filter-plans', class: FilterPlansMigration },
  { name: '20261202-addresses', class: AddressesMigration },
  { name: '20261202-search-keys', class: SearchKeysMigration },
  { name: '20261203-idempotency', class: IdempotencyMigration },
  { name: '20261203-email-changes', class: EmailChangesMigration },
  { name: '20261204-search-words', class: SearchWordsMigration },
  { name: '20261205-facets', class: FacetsMigration },
  { name: '20261206-views', class: ViewsMigration },
  { name: '20261208-user-states', class: UserStatesMigration },
  { name: '20261209-bin', class: BinMigration },
  { name: '20261210-search-ranks', class: SearchRanksMigration },
  { name: '20261212-sample-people', class: SamplePeopleMigration },
];
