/** A filter that is on, and what changes in the query where it is taken off. */
export interface FilterChip<Query> {
  key: string;
  label: string;
  without: Partial<Query>;
}
