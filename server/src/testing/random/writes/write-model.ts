import type { TestDatabase } from '../../test-database.js';

/** The columns of a user that writes set. Of moments, only whether there is one. */
export interface WrittenRow {
  id: string;
  version: number;
  email: string;
  displayName: string;
  givenName: string | null;
  familyName: string | null;
  title: string | null;
  department: string | null;
  phone: string | null;
  locale: string | null;
  timeZone: string | null;
  isActivated: boolean;
  isDeactivated: boolean;
  isDeleted: boolean;
  deletedBy: string | null;
  hasPassword: boolean;
  isInvited: boolean;
  roles: string[];
  /** The whole row as text. */
  whole: string;
}

/** All users with their roles, in the order of their ids. */
export async function readRows({ query }: Pick<TestDatabase, 'query'>): Promise<Map<string, WrittenRow>> {
  const rows = await query<WrittenRow>(`select id::text, version, email, display_name as "displayName",
      given_name as "givenName", family_name as "familyName", title, department, phone, locale, time_zone as "timeZone",
      activated_at is not null as "isActivated", deactivated_at is not null as "isDeactivated",
      deleted_at is not null as "isDeleted", deleted_by as "deletedBy", password_hash is not null as "hasPassword",
      exists (select from invitations where user_id = u.id and accepted_at is null and cancelled_at is null) as "isInvited",
      array(select role_id::text from user_roles where user_id = u.id order by 1) as roles, u::text as whole
    from users u order by id`);
  return new Map(rows.map((row) => [row.id, row]));
}

export interface Actor {
  /** Null for a token without a user. */
  id: string | null;
  permissions: ReadonlySet<string>;
}

export type Role = { id: string; key: string | null; permissions: string[] };

/** What a write does: the codes of its refusals, and the users that it leaves different. */
export interface Outcome {
  codes: string[];
  rows: Omit<WrittenRow, 'whole'>[];
  gone: string[];
}

type Input = Partial<WrittenRow> & { roleIds?: string[]; password?: string; invite?: boolean };

const NOBODY = {
  id: 'new',
  version: 1,
  givenName: null,
  familyName: null,
  title: null,
  department: null,
  phone: null,
  locale: null,
  timeZone: null,
  isDeactivated: false,
  isDeleted: false,
  deletedBy: null,
};

/** The rules of single writes on plain rows. */
export class WriteModel {
  readonly #rows: ReadonlyMap<string, WrittenRow>;
  readonly #roles: ReadonlyMap<string, Role>;
  readonly #actor: Actor;

  constructor(rows: ReadonlyMap<string, WrittenRow>, roles: ReadonlyMap<string, Role>, actor: Actor) {
    this.#rows = rows;
    this.#roles = roles;
    this.#actor = actor;
  }

  createUser(input: Input): Outcome {
    const { roleIds = [], password, invite, ...texts } = input;
    const row = { ...NOBODY, email: '', displayName: '', ...texts, roles: [...roleIds].sort() };
    const has = password !== undefined;
    const made = { ...row, isActivated: has, hasPassword: has, isInvited: invite === true };
    const done = { codes: [], rows: [made], gone: [] };
    return this.#refusalOfRoles([], roleIds) ?? this.#taken(made) ?? this.#unknownRole(roleIds) ?? done;
  }

  updateUser({ id = '', version, roleIds, ...texts }: Input): Outcome {
    const row = this.#rows.get(id.toLowerCase());
    if (!row || row.isDeleted) return refused('NOT_FOUND');
    if (row.id === this.#actor.id && texts.email !== undefined && texts.email !== row.email)
      return refused('NOT_ALLOWED');
    if (this.#isBeyond(row)) return refused('NOT_ALLOWED');
    if (row.version !== version) return refused('STALE_VERSION');
    const roles = [...new Set(roleIds ?? row.roles)].sort();
    return this.#refusalOfRoles(row.roles, roles) ?? this.#change(row, { ...texts, roles });
  }

  deactivateUser(id: string): Outcome {
    const row = this.#rows.get(id);
    if (!row || row.isDeleted) return refused('NOT_FOUND');
    return this.#leave(row, { isDeactivated: true });
  }

  reactivateUser(id: string): Outcome {
    const row = this.#rows.get(id);
    if (!row || row.isDeleted) return refused('NOT_FOUND');
    return this.#isBeyond(row) ? refused('NOT_ALLOWED') : this.#change(row, { isDeactivated: false });
  }

  deleteUser(id: string): Outcome {
    const row = this.#rows.get(id);
    if (!row) return refused('NOT_FOUND');
    return this.#leave(row, row.isDeleted ? {} : { isDeleted: true, deletedBy: this.#actor.id });
  }

  restoreUser(id: string, email?: string): Outcome {
    const row = this.#rows.get(id);
    if (!row) return refused('NOT_FOUND');
    if (this.#isBeyond(row)) return refused('NOT_ALLOWED');
    if (!row.isDeleted) return { codes: [], rows: [], gone: [] };
    return this.#change(row, { isDeleted: false, deletedBy: null, ...(email !== undefined && { email }) });
  }

  restoreUsers(ids: readonly string[]): Outcome {
    const addresses = new Set<string>();
    return this.#each(ids, (id) => {
      const outcome = this.restoreUser(id);
      for (const { email } of outcome.rows) {
        if (addresses.has(email.toLowerCase())) return refused('EMAIL_TAKEN');
        addresses.add(email.toLowerCase());
      }
      return outcome;
    });
  }

  eraseUsers(ids: readonly string[]): Outcome {
    return this.#each(ids, (id) => {
      const row = this.#rows.get(id);
      if (!row) return refused('NOT_FOUND');
      if (this.#isBeyond(row)) return refused('NOT_ALLOWED');
      return row.isDeleted ? { codes: [], rows: [], gone: [id] } : refused('INVALID');
    });
  }

  #each(ids: readonly string[], write: (id: string) => Outcome): Outcome {
    const outcomes = ids.map(write);
    return {
      codes: outcomes.flatMap(({ codes }) => codes),
      rows: outcomes.flatMap(({ rows }) => rows),
      gone: outcomes.flatMap(({ gone }) => gone),
    };
  }

  #leave(row: WrittenRow, change: Partial<WrittenRow>): Outcome {
    if (row.id === this.#actor.id) return refused('SELF');
    return this.#isBeyond(row) ? refused('NOT_ALLOWED') : this.#change(row, change);
  }

  /** The number of owners is compared after the change, so a taken address is found before it. */
  #change(row: WrittenRow, change: Partial<WrittenRow>): Outcome {
    const { whole, ...before } = row;
    const after = { ...before, ...change };
    if (isOtherForInvitation(before, after)) after.isInvited = false;
    if (JSON.stringify(after) === JSON.stringify(before)) return { codes: [], rows: [], gone: [] };
    const impossible = this.#taken(after) ?? this.#unknownRole(after.roles);
    if (impossible) return impossible;
    const others = [...this.#rows.values()].filter(({ id }) => id !== row.id);
    if (this.#isOwner(row) && ![...others, { ...after, whole }].some((each) => this.#isOwner(each)))
      return refused('LAST_OWNER');
    return { codes: [], rows: [{ ...after, version: row.version + 1 }], gone: [] };
  }

  #isOwner({ isActivated, isDeactivated, isDeleted, roles }: WrittenRow): boolean {
    const isActive = isActivated && !isDeactivated && !isDeleted;
    return isActive && roles.some((id) => this.#roles.get(id)?.key === 'OWNER');
  }

  #taken({ id, email, isDeleted }: Omit<WrittenRow, 'whole'>): Outcome | undefined {
    if (isDeleted) return undefined;
    const isTaken = [...this.#rows.values()].some(
      (other) => !other.isDeleted && other.id !== id && other.email.toLowerCase() === email.toLowerCase(),
    );
    return isTaken ? refused('EMAIL_TAKEN') : undefined;
  }

  #isBeyond({ roles }: WrittenRow): boolean {
    return roles.some((id) => this.#isBeyondRole(id));
  }

  #isBeyondRole(id: string): boolean {
    return !(this.#roles.get(id)?.permissions ?? []).every((each) => this.#actor.permissions.has(each));
  }

  #refusalOfRoles(before: readonly string[], after: readonly string[]): Outcome | undefined {
    const changed = [...new Set(before).symmetricDifference(new Set(after))];
    if (changed.length === 0) return undefined;
    const mayGive = this.#actor.permissions.has('ROLES_WRITE');
    return !mayGive || changed.some((id) => this.#isBeyondRole(id)) ? refused('NOT_ALLOWED') : undefined;
  }

  /** The database finds it, after a taken address. */
  #unknownRole(ids: readonly string[]): Outcome | undefined {
    return ids.every((id) => this.#roles.has(id)) ? undefined : refused('NOT_FOUND');
  }
}

/** Whether a change cancels the invitation: the address and what the status depends on do. */
function isOtherForInvitation(before: Omit<WrittenRow, 'whole'>, after: Omit<WrittenRow, 'whole'>): boolean {
  return (
    before.email !== after.email ||
    (!before.isDeactivated && after.isDeactivated) ||
    (!before.isDeleted && after.isDeleted)
  );
}

function refused(code: string): Outcome {
  return { codes: [code], rows: [], gone: [] };
}
