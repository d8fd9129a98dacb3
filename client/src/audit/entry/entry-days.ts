import { dayOf } from '../../lib/language/calendar-day';
import type { AuditRowFragment as Entry } from '../../gql/graphql';

/** Consecutive entries with the same content. */
export interface EntryGroup {
  /** The id of the oldest: it stays as newer ones come. */
  readonly key: string;
  /** The newest first; there is at least one. */
  readonly entries: readonly [Entry, ...Entry[]];
}

export interface EntryDay {
  /** In the reader's time zone: YYYY-MM-DD. */
  readonly day: string;
  /** A moment of this day. */
  readonly moment: string;
  readonly groups: readonly EntryGroup[];
}

/** Entries by the days of the reader's time zone on which they happened, with equal neighbours as one. */
export function daysOf(entries: readonly Entry[]): EntryDay[] {
  const days: { day: string; moment: string; groups: [Entry, ...Entry[]][] }[] = [];
  for (const entry of entries) {
    const day = dayOf(new Date(entry.occurredAt));
    const last = days.at(-1);
    const group = last?.groups.at(-1);
    if (last?.day !== day) days.push({ day, moment: entry.occurredAt, groups: [[entry]] });
    else if (group && saysTheSame(group[0], entry)) group.push(entry);
    else last.groups.push([entry]);
  }
  return days.map(({ groups, ...day }) => ({
    ...day,
    groups: groups.map((group) => ({ key: (group.at(-1) ?? group[0]).id, entries: group })),
  }));
}

function saysTheSame(one: Entry, other: Entry): boolean {
  const said = ({ action, actorId, tokenId, targetType, targetId, changes }: Entry) =>
    JSON.stringify([action, actorId, tokenId, targetType, targetId, changes]);
  return said(one) === said(other);
}
