import type { TestDatabase } from '../../test-database.js';

/** A user as the rules of bulk jobs see them. */
export interface ModelUser {
  id: string;
  email: string;
  version: number;
  department: string | null;
  title: string | null;
  locale: string | null;
  time_zone: string | null;
  is_activated: boolean;
  is_deactivated: boolean;
  is_deleted: boolean;
  deleted_by: string | null;
  roles: string[];
}

export interface Change {
  kind: string;
  roleId?: string;
  field?: string;
  value?: string | null;
}

export interface Actor {
  id: string | null;
  permissions: ReadonlySet<string>;
}

export interface ModelRole {
  id: string;
  key: string | null;
  permissions: string[];
}

const INVERSE: Record<string, string> = {
  DEACTIVATE: 'REACTIVATE',
  REACTIVATE: 'DEACTIVATE',
  DELETE: 'RESTORE',
  RESTORE: 'DELETE',
  ADD_ROLE: 'REMOVE_ROLE',
  REMOVE_ROLE: 'ADD_ROLE',
};

/** The state of a directory, with the effect of a bulk job on one user after the other. */
export class BulkModel {
  readonly users: Map<string, ModelUser>;
  readonly roles: Map<string, ModelRole>;

  private constructor(users: ModelUser[], roles: ModelRole[]) {
    this.users = new Map(users.map((user) => [user.id, user]));
    this.roles = new Map(roles.map((role) => [role.id, role]));
  }

  static async read({ query }: Pick<TestDatabase, 'query'>): Promise<BulkModel> {
    const users = await query<ModelUser & Record<string, unknown>>(
      `select id, email, version, department, title, locale, time_zone, activated_at is not null as is_activated,
        deactivated_at is not null as is_deactivated, deleted_at is not null as is_deleted, deleted_by,
        array(select role_id::text from user_roles where user_id = id order by 1) as roles from users order by id`,
    );
    const roles = await query<ModelRole & Record<string, unknown>>('select id, key, permissions from roles');
    return new BulkModel(users, roles);
  }

  /**
   * Changes these users in the order of their ids. Returns the outcome of each: CHANGED, UNCHANGED or the code of the refusal.
   * @param before of an undo: each user as before the job, and the version after it
   */
  run(
    change: Change,
    ids: readonly string[],
    actor: Actor,
    before?: ReadonlyMap<string, { user: ModelUser; version: number }>,
  ): Record<string, string> {
    return Object.fromEntries(
      [...ids].sort().map((id) => {
        const undone = before?.get(id);
        const user = this.users.get(id);
        if (user && undone && user.version !== undone.version) return [id, 'STALE_VERSION'];
        return [id, this.#one(change, user, actor, undone?.user)];
      }),
    );
  }

  #one(given: Change, user: ModelUser | undefined, actor: Actor, before?: ModelUser): string {
    if (!user) return 'NOT_FOUND';
    const kind = before ? (INVERSE[given.kind] ?? given.kind) : given.kind;
    const findsBin = kind === 'DELETE' || kind === 'RESTORE' || kind === 'ERASE';
    if (user.is_deleted && !findsBin) return 'NOT_FOUND';
    const leaves = kind === 'DEACTIVATE' || kind === 'DELETE';
    if (leaves && user.id === actor.id) return 'SELF';
    if (!user.roles.every((id) => this.#isWithin(id, actor))) return 'NOT_ALLOWED';
    const after = this.#after({ ...given, kind }, user, actor, before);
    if (typeof after === 'string') return after;
    if (this.#isActiveOwner(user) && after !== null && !this.#isActiveOwner(after) && this.#owners() === 1) {
      return 'LAST_OWNER';
    }
    if (after === null) this.users.delete(user.id);
    else this.users.set(user.id, { ...after, version: user.version + 1 });
    return 'CHANGED';
  }

  /** The user after the change, null if erased; or the outcome without a change. */
  #after(change: Change, user: ModelUser, actor: Actor, before?: ModelUser): ModelUser | null | string {
    const { kind, roleId = '', field, value = null } = change;
    switch (kind) {
      case 'DEACTIVATE':
        return user.is_deactivated ? 'UNCHANGED' : { ...user, is_deactivated: true };
      case 'REACTIVATE':
        return user.is_deactivated ? { ...user, is_deactivated: false } : 'UNCHANGED';
      case 'DELETE':
        return user.is_deleted
          ? 'UNCHANGED'
          : { ...user, is_deleted: true, deleted_by: this.#existing(before ? before.deleted_by : actor.id) };
      case 'RESTORE':
        if (!user.is_deleted) return 'UNCHANGED';
        return this.#isTaken(user.email) ? 'EMAIL_TAKEN' : { ...user, is_deleted: false, deleted_by: null };
      case 'ERASE':
        return user.is_deleted ? null : 'INVALID';
      case 'SET_FIELD': {
        const column = (field ?? '').toLowerCase() as 'department' | 'title' | 'locale' | 'time_zone';
        const next = before ? before[column] : value;
        return user[column] === next ? 'UNCHANGED' : { ...user, [column]: next };
      }
      default: {
        const gives = kind === 'ADD_ROLE';
        if (user.roles.includes(roleId) === gives) return 'UNCHANGED';
        if (!this.roles.has(roleId)) return 'INVALID';
        if (!this.#isWithin(roleId, actor)) return 'NOT_ALLOWED';
        const roles = gives ? [...user.roles, roleId].sort() : user.roles.filter((id) => id !== roleId);
        return { ...user, roles };
      }
    }
  }

  #existing(id: string | null): string | null {
    return id !== null && this.users.has(id) ? id : null;
  }

  #isWithin(roleId: string, { permissions }: Actor): boolean {
    return (this.roles.get(roleId)?.permissions ?? []).every((each) => permissions.has(each));
  }

  #isTaken(email: string): boolean {
    const key = email.toLowerCase();
    return [...this.users.values()].some((other) => !other.is_deleted && other.email.toLowerCase() === key);
  }

  #isActiveOwner({ is_activated, is_deactivated, is_deleted, roles }: ModelUser): boolean {
    const isOwner = roles.some((id) => this.roles.get(id)?.key === 'OWNER');
    return isOwner && is_activated && !is_deactivated && !is_deleted;
  }

  #owners(): number {
    return [...this.users.values()].filter((user) => this.#isActiveOwner(user)).length;
  }
}
