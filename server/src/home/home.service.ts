import { Permission } from '../access/permission.enum.js';
import type { RequestContext } from '../context.js';
import { together } from '../database/reads.js';
import { userFacets } from '../users/facets/user.facet.service.js';
import { UserFacet } from '../users/facets/user.facet.enum.js';
import type { UserState } from '../users/user.enums.js';
import { type DailyCounts, readDailyCounts } from './daily-counts.service.js';
import type { Home, HomeDay, HomeTotals, HomeValue, HomeValues } from './home.types.js';
import { readUserFigures } from './user-figures.service.js';

const DAYS = 30;
const DORMANT_DAYS = 90;
const DAY_MS = 86_400_000;

/** The most frequent values that are shown of each kind. */
const TOP = 8;

/** More roles than a directory has: they are sorted by their count here. */
const MAX_ROLES = 100;

/** How long the figures are cached for viewers with the same permissions, so that many open pages cost as much as one. */
const KEPT_MS = 5_000;

type May = Record<'seeSignIns' | 'seeSecondFactors', boolean>;
type Kept = Map<string, { until: number; home: Promise<Home> }>;

/** By the change feed, of which each server has one. */
const keptOf = new WeakMap<RequestContext['changes'], Kept>();

/** The figures of the directory that the viewer may see. */
export async function readHome(context: RequestContext): Promise<Home> {
  const may = {
    seeSignIns: context.viewer?.permissions.has(Permission.AUDIT_READ) === true,
    seeSecondFactors: context.viewer?.permissions.has(Permission.USERS_WRITE) === true,
  };
  const kept: Kept = keptOf.get(context.changes) ?? new Map<string, never>();
  keptOf.set(context.changes, kept);
  const key = JSON.stringify(may);
  const found = kept.get(key);
  // If the reading request fails, the reason may concern only that request, so this request reads them itself.
  const known = found && found.until > performance.now() && (await found.home.catch(() => undefined));
  if (known) return known;
  const home = computeHome(context, may);
  kept.set(key, { until: performance.now() + KEPT_MS, home });
  return home;
}

async function computeHome({ db, viewer }: RequestContext, may: May): Promise<Home> {
  const now = Date.now();
  const days = Array.from({ length: DAYS }, (_, n) => dayOf(now - (DAYS - 1 - n) * DAY_MS));
  const first = days[0] as string;
  const dormantBefore = dayOf(now - (DORMANT_DAYS - 1) * DAY_MS);
  const facets = (asked: UserFacet[], most: number) => () =>
    userFacets(db, viewer, { facets: asked, first: most });
  const [[states, departments], [roles], figures, daily] = await together(db, [
    facets([UserFacet.STATE, UserFacet.DEPARTMENT], TOP),
    facets([UserFacet.ROLE], MAX_ROLES),
    () => readUserFigures(db, { first, dormantBefore }),
    () => readDailyCounts(db, first),
  ]);
  const byState = (states?.values ?? []).map(({ value, ...counted }) => ({
    state: value as UserState,
    ...counted,
  }));
  const given = (roles?.values ?? []).toSorted((a, b) => b.count - a.count);
  return {
    userCount: figures.userCount,
    states: byState,
    neverSignedIn: figures.neverSignedIn,
    dormant: figures.dormant,
    dormantBefore: new Date(dormantBefore),
    withoutSecondFactor: may.seeSecondFactors ? figures.userCount - figures.withSecondFactor : null,
    departments: valuesOf(departments?.values ?? [], figures.withDepartment),
    roles: valuesOf(given, sumOf(given)),
    languages: valuesOf(
      figures.languages.map((language) => ({ ...language, label: null })),
      sumOf(figures.languages),
    ),
    days: days.map((day) =>
      shownDay(day, {
        added: figures.added.get(day) ?? 0,
        lastSignedIn: figures.lastSignedIn.get(day) ?? 0,
        isOver: day !== days.at(-1),
        daily: daily.get(day),
        may,
      }),
    ),
  };
}

function valuesOf(values: HomeValue[], total: number): HomeValues {
  const top = values.filter(({ count }) => count > 0).slice(0, TOP);
  return { top, others: total - sumOf(top) };
}

interface Counted {
  added: number;
  lastSignedIn: number;
  isOver: boolean;
  daily: DailyCounts | undefined;
  may: May;
}

/** For a past day without kept counts, users who signed in again since are missing. */
function shownDay(day: string, { added, lastSignedIn, isOver, daily, may }: Counted): HomeDay {
  const { counts = {}, isCapped = false } = daily ?? {};
  const seen = (count = 0) => (may.seeSignIns ? count : null);
  const isPeopleKept = counts.PEOPLE !== undefined;
  return {
    day,
    added,
    active: seen(counts.PEOPLE ?? lastSignedIn),
    signIns: seen(counts.SIGN_INS),
    failures: seen(counts.FAILURES),
    isCapped: may.seeSignIns && (isCapped || (isOver && !isPeopleKept)),
    totals: totalsOf(counts, may),
  };
}

function totalsOf(counts: DailyCounts['counts'], may: May): HomeTotals | null {
  if (counts.TOTAL_ACTIVE === undefined) return null;
  return {
    active: counts.TOTAL_ACTIVE,
    invited: counts.TOTAL_INVITED ?? 0,
    neverSignedIn: counts.TOTAL_NEVER_SIGNED_IN ?? 0,
    withoutSecondFactor: may.seeSecondFactors ? (counts.TOTAL_WITHOUT_SECOND_FACTOR ?? null) : null,
  };
}

function sumOf(values: { count: number }[]): number {
  return values.reduce((sum, { count }) => sum + count, 0);
}

/** The day of a moment in UTC. */
function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
