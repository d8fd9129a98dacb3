import { sql } from 'kysely';
import { columnOf, TEXT_FIELDS } from '../../users/user.fields.js';

/** The texts of a row of users by their names in the API. */
export function textsOf(row: 'old' | 'new') {
  return sql`jsonb_build_object(${sql.join(
    TEXT_FIELDS.map((field) => sql`${sql.lit(field)}, ${sql.ref(`${row}.${columnOf(field)}`)}`),
  )})`;
}

/** Assigns each text that is a key of `given`; the others stay as they are. */
export function assignments(given: ReturnType<typeof sql>) {
  return sql.join(
    TEXT_FIELDS.map((field) => {
      const [name, column] = [sql.lit(field), sql.ref(columnOf(field))];
      return sql`${column} = case when ${given} ? ${name} then ${given}->>${name} else ${sql.ref(`u.${columnOf(field)}`)} end`;
    }),
  );
}

/** `{field: {before, after}}` of the fields that differ between the objects `was` and `now` of the row `w`. */
export const DIFFERENCES = sql`(select coalesce(jsonb_object_agg(k, jsonb_build_object('before', w.was->k, 'after', w.now->k)), '{}')
  from jsonb_object_keys(w.now) as k where w.was->k is distinct from w.now->k)`;

/** The names of roles, for an audit entry. */
export function roleNames(ids: ReturnType<typeof sql>) {
  return sql`(select coalesce(jsonb_agg(x.name order by x.name), '[]') from roles x where x.id = any(${ids}))`;
}
