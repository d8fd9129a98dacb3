import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { AuditAction, AuditWhere } from '../gql/graphql';
import { readDay } from '../lib/language/calendar-day';
import { ACTIONS } from './audit-actions';

/** Which entries the page shows: everything that the address says of it. */
export interface AuditQuery {
  action: AuditAction[];
  /** A user’s id. */
  actor: string | undefined;
  /** The id of a user, a role or an access token. */
  target: string | undefined;
  /** Days in the viewer's time zone, YYYY-MM-DD, both included. */
  from: string | undefined;
  until: string | undefined;
}

const ID = /^[0-9a-f-]{36}$/i;

/** Reads an address. Invalid parts are ignored. */
export function fromUrl(url: LocationQuery): AuditQuery {
  const one = (name: string) => [url[name]].flat()[0] ?? undefined;
  const id = (name: string) => (ID.test(one(name) ?? '') ? one(name) : undefined);
  const day = (name: string) => readDay(one(name)) && one(name);
  return {
    action: ACTIONS.filter((action) => [url['action']].flat().includes(action)),
    actor: id('actor'),
    target: id('target'),
    from: day('from'),
    until: day('until'),
  };
}

/** Writes an address, without default values. */
export function toUrl({ action, ...others }: AuditQuery): LocationQueryRaw {
  const parts = Object.entries(others).filter(([, value]) => value !== undefined);
  return { ...(action.length > 0 && { action }), ...Object.fromEntries(parts) };
}

/** The filter for the server; null for all entries. */
export function toWhere({ action, actor, target, ...span }: AuditQuery): AuditWhere | null {
  const { from, until } = momentsOf(span);
  const where = {
    ...(action.length > 0 && { action }),
    ...(actor && { actorId: actor }),
    ...(target && { targetId: target }),
    ...((from || until) && { occurredAt: { from, until } }),
  };
  return Object.keys(where).length > 0 ? where : null;
}

/** The parameters with which the server exports the same entries. */
export function toExport({ action, actor, target, ...span }: AuditQuery, format: string): URLSearchParams {
  const parameters = new URLSearchParams({ format });
  for (const each of action) parameters.append('action', each);
  const others = { actorId: actor, targetId: target, ...momentsOf(span) };
  for (const [name, value] of Object.entries(others)) if (value) parameters.set(name, value);
  return parameters;
}

function momentsOf({ from, until }: Pick<AuditQuery, 'from' | 'until'>) {
  return { from: readDay(from)?.toISOString(), until: readDay(until, 1)?.toISOString() };
}
