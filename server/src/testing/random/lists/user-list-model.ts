import type { TestApp } from '../../test-app.js';

type Span = { from?: string; until?: string };

/** A filter as the API takes it. */
export interface Where {
  status?: string[];
  state?: string[];
  department?: string[];
  roleId?: string[];
  createdAt?: Span;
  lastSignInAt?: Span;
  neverSignedIn?: boolean;
  hasSecondFactor?: boolean;
}

export interface ListCase {
  where?: Where;
  search?: string;
  orderBy?: { field: string; direction: string };
}

export interface ModelUser {
  id: string;
  status: string;
  state: string;
  department: string;
  roles: string[];
  created: number;
  signedIn: number | null;
  secondFactor: boolean;
  text: string;
  /** The place by each key and the id, ascending. */
  places: Record<string, number>;
}

/** The keys of the orders as SQL. */
const KEYS = {
  CREATED_AT: 'u.created_at',
  UPDATED_AT: 'u.updated_at',
  DISPLAY_NAME: 'split_part(u.search_text, chr(10), 1)',
  EMAIL: 'lower(u.email)',
  LAST_SIGN_IN_AT: `coalesce(u.last_sign_in_at, '-infinity')`,
  DELETED_AT: 'u.deleted_at',
};

/** Every user, the bin included, with the places by each order. */
export async function readModel({ database }: Pick<TestApp, 'database'>): Promise<ModelUser[]> {
  const places = Object.entries(KEYS).map(
    ([field, key]) => `'${field}', row_number() over (order by ${key}, u.id)`,
  );
  return database.query<ModelUser>(`select u.id::text, u.status, u.search_text as text, u.has_second_factor as "secondFactor",
    case when u.status <> 'INVITED' then u.status when u.invitation_expires_at is null then 'NO_ACCESS'
      when u.invitation_expires_at > now() then 'INVITED' else 'INVITATION_EXPIRED' end as state,
    trim(search_key(coalesce(u.department, ''))) as department,
    array(select ur.role_id::text from user_roles ur where ur.user_id = u.id) as roles,
    (extract(epoch from u.created_at) * 1000)::float8 as created,
    (extract(epoch from u.last_sign_in_at) * 1000)::float8 as "signedIn",
    json_build_object(${places.join(', ')}) as places from users u`);
}

/** A term that the model searches: folded words, or the digits of a number, or the beginning of an id. */
export interface ModelTerm {
  readings: readonly (readonly string[])[];
  id?: string;
}

/** The users of a list, in its order. */
export function modelList(users: readonly ModelUser[], asked: ListCase, term?: ModelTerm): ModelUser[] {
  const { where = {}, orderBy } = asked;
  const found = users.filter((user) => isIn(user, where) && (!term || rankOf(user, term) !== undefined));
  const { field, direction } = orderBy ?? { field: 'CREATED_AT', direction: 'DESC' };
  const sign = direction === 'ASC' ? 1 : -1;
  const place = (user: ModelUser) => user.places[field] ?? 0;
  const byPlace = (one: ModelUser, other: ModelUser) => sign * (place(one) - place(other));
  if (!term || orderBy) return found.sort(byPlace);
  const ranks = new Map(found.map((user) => [user, rankOf(user, term) ?? 0]));
  return found.sort((one, other) => (ranks.get(other) ?? 0) - (ranks.get(one) ?? 0) || byPlace(one, other));
}

function isIn(user: ModelUser, where: Where): boolean {
  const { status, state, department, roleId, createdAt, lastSignInAt, neverSignedIn, hasSecondFactor } =
    where;
  return (
    (status || state ? true : user.status !== 'DELETED') &&
    (!status || status.includes(user.status)) &&
    (!state || state.includes(user.state)) &&
    (!department ||
      (user.department !== '' && department.some((name) => DEPARTMENT[name] === user.department))) &&
    (!roleId || user.roles.some((role) => roleId.includes(role))) &&
    (!createdAt || isWithin(user.created, createdAt)) &&
    (!lastSignInAt || (user.signedIn !== null && isWithin(user.signedIn, lastSignInAt))) &&
    (neverSignedIn === undefined || neverSignedIn === (user.signedIn === null)) &&
    (hasSecondFactor === undefined || hasSecondFactor === user.secondFactor)
  );
}

/** Spellings of departments, and the text by which they are compared. */
export const DEPARTMENT: Record<string, string> = {
  Engineering: 'engineering',
  Sales: 'sales',
  SALES: 'sales',
  ' Newcomers ': 'newcomers',
  'Forschung & Büro': 'forschung & buro',
  'forschung  & buro': 'forschung & buro',
  Nowhere: 'nowhere',
  '': '',
};

function isWithin(moment: number, { from, until }: Span): boolean {
  return (!from || moment >= Date.parse(from)) && (!until || moment < Date.parse(until));
}

/** 2: whole words, 1: beginnings of words, 0: any other match, undefined: no match. An id counts as whole words. */
function rankOf({ id, text }: ModelUser, { readings, id: begin }: ModelTerm): number | undefined {
  if (begin && id.startsWith(begin)) return 2;
  if (!readings.some((words) => words.every((word) => text.includes(word)))) return undefined;
  const flat = text.replaceAll('\n', ' ');
  const hasEach = (form: (word: string) => string) =>
    readings.some((words) => words.every((word) => bare(word) !== '' && flat.includes(form(bare(word)))));
  if (hasEach((word) => ` ${word} `)) return 2;
  return hasEach((word) => ` ${word}`) ? 1 : 0;
}

/** Words are compared without characters other than letters and digits. */
function bare(word: string): string {
  return word.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();
}
