import { SEED_COLUMNS, seedRow } from './seed.rows.js';

/** Sample people's addresses: a domain of this name can never exist (RFC 2606), so no mail reaches anyone. */
const SAMPLE_DOMAIN = 'sample.example';

/** Each sample person is outside the bin, with a new id, as the seed's ids may be in the directory. */
export const SAMPLE_COLUMNS = SEED_COLUMNS.filter((name) => !['id', 'deleted_at'].includes(name));

/** Roles of the seed that sample people never get, so that no invented user has all permissions. */
const WITHHELD = new Set(['Owner', 'Administrator']);

export interface SampleRow {
  /** The values of `SAMPLE_COLUMNS`, by name. */
  values: Record<string, string | null>;
  /** Names of roles that come with the directory. */
  roles: string[];
}

/** This number of invented people, the same each time. */
export function sampleRows(count: number): SampleRow[] {
  return Array.from({ length: count }, (_, index) => {
    const { values, roles } = seedRow(index, count);
    const named = Object.fromEntries(SEED_COLUMNS.map((name, at) => [name, values[at] ?? null]));
    const own = Object.fromEntries(SAMPLE_COLUMNS.map((name) => [name, named[name] ?? null]));
    const [mailbox] = (own['email'] ?? '').split('@');
    return {
      values: { ...own, email: `${mailbox}@${SAMPLE_DOMAIN}` },
      roles: roles.filter((name) => !WITHHELD.has(name)),
    };
  });
}
