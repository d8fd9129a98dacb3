import { DEPARTMENTS, PEOPLE, TITLES } from './seed.people.js';

/** A seeded user: the values of `SEED_COLUMNS`, in that order, and the names of the roles. */
export interface SeedRow {
  id: string;
  values: (string | null)[];
  roles: string[];
}

export const SEED_COLUMNS = [
  'id',
  'email',
  'display_name',
  'given_name',
  'family_name',
  'title',
  'department',
  'phone',
  'locale',
  'time_zone',
  'created_at',
  'updated_at',
  'last_sign_in_at',
  'activated_at',
  'deactivated_at',
  'deleted_at',
] as const;

const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST_DAY = Date.UTC(2019, 0, 1);
const LAST_DAY = Date.UTC(2026, 9, 31);

/** Users are added at even intervals over almost eight years, for any number, so that pages have neighbours in time. */
const SPAN_MS = LAST_DAY - FIRST_DAY;

/**
 * The user with this number, the same at every call: each number starts its own random sequence.
 * @param index from 0
 * @param total how many are made in all; only the dates depend on it.
 */
export function seedRow(index: number, total: number): SeedRow {
  const random = sequence(index);
  const people = pickWeighted(PEOPLE_WEIGHTS, random());
  const [given, givenAddress] = pick(people.given, random());
  const [family, familyAddress] = pick(people.family, random());
  const department = random() < 0.95 ? pickWeighted(DEPARTMENT_WEIGHTS, random()) : null;

  const created = Math.floor(FIRST_DAY + (SPAN_MS * (index + random())) / total);
  const later = (share: number) => new Date(Math.floor(created + (LAST_DAY - created) * share));
  const id = uuidv7(created, random);
  const invited = random() < 0.08;
  const deactivated = !invited && random() < 0.05;
  const deleted = random() < 0.01;
  const signedIn = !invited && random() < 0.93 ? later(1 - random() ** 3) : null;
  const touched = later(random() ** 2);

  return {
    id,
    values: [
      id,
      `${givenAddress}.${familyAddress}.${index}@example.${pick(['org', 'com', 'net'], random())}`,
      displayName(given, family, people.familyFirst),
      given,
      family,
      department && random() < 0.9 ? pick(TITLES[department] ?? [], random()) : null,
      department,
      random() < 0.6 ? `+${10 + Math.floor(random() * 89)} ${Math.floor(1e8 + random() * 9e8)}` : null,
      people.locale,
      pick(people.timeZones, random()),
      new Date(created).toISOString(),
      touched.toISOString(),
      iso(signedIn),
      invited ? null : new Date(created + Math.floor(random() * 3 * DAY_MS)).toISOString(),
      deactivated ? touched.toISOString() : null,
      deleted ? touched.toISOString() : null,
    ],
    roles: rolesOf(index, random()),
  };
}

function displayName(given: string, family: string, familyFirst: boolean | undefined): string {
  if (!familyFirst) return `${given} ${family}`;
  // Vietnamese has a space between the names; Chinese, Japanese and Korean have none.
  return /\p{Script=Latin}/u.test(family) ? `${family} ${given}` : family + given;
}

/** One owner, a few who maintain the directory, and most with read access. */
function rolesOf(index: number, share: number): string[] {
  if (index === 0) return ['Owner'];
  if (share < 0.001) return ['Administrator'];
  if (share < 0.01) return ['Editor', 'Auditor'];
  if (share < 0.06) return ['Editor'];
  return share < 0.7 ? ['Viewer'] : [];
}

type Weighted<T> = { value: T; upTo: number }[];

function weighted<T>(entries: [T, number][]): Weighted<T> {
  const sum = entries.reduce((total, [, weight]) => total + weight, 0);
  let upTo = 0;
  return entries.map(([value, weight]) => ({ value, upTo: (upTo += weight / sum) }));
}

const PEOPLE_WEIGHTS = weighted(PEOPLE.map((people) => [people, people.weight]));
const DEPARTMENT_WEIGHTS = weighted(DEPARTMENTS);

function pickWeighted<T>(entries: Weighted<T>, share: number): T {
  const found = entries.find(({ upTo }) => share < upTo) ?? entries.at(-1);
  if (!found) throw new Error('There is nothing to pick from.');
  return found.value;
}

function pick<T>(values: T[], share: number): T {
  return values[Math.floor(share * values.length)] as T;
}

function iso(date: Date | null): string | null {
  return date && date.toISOString();
}

/** mulberry32: numbers from 0 to 1 that look random and are the same for the same seed. */
function sequence(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A version 7 UUID (RFC 9562) for a moment in the past, which the database's own function makes only for now. */
function uuidv7(time: number, random: () => number): string {
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  const moment = time.toString(16).padStart(12, '0');
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return `${moment.slice(0, 8)}-${moment.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(6)}${hex(6)}`;
}
