import { MikroORM } from '@mikro-orm/postgresql';
import { ormOptions } from '../../../database/orm.js';
import { binSweep } from '../../../users/bin/user-erasure.service.js';
import { PASSWORD } from '../../accounts/totp.js';
import { DirectoryJobs } from './directory-jobs.js';
import { DEPARTMENTS, ERRORS, LOCALES } from './directory-world.js';

const ZONES = ['Europe/Berlin', 'Asia/Kolkata', null];

type Action = () => Promise<unknown>;

/** Random operations of the API on one directory, by two servers. The second one sends mail. */
export class DirectoryLife extends DirectoryJobs {
  readonly #links: string[] = [];
  #made = 0;

  /** Runs this number of operations at the same time. */
  async step(atOnce: number): Promise<void> {
    for (const each of await this.#several(atOnce)) if (each.status === 'rejected') throw each.reason;
  }

  /** The same while the database refuses some statements. */
  async stepWithFaults(atOnce: number): Promise<void> {
    await this.#several(atOnce);
    this.faults.length = 0;
  }

  #several(atOnce: number): Promise<PromiseSettledResult<void>[]> {
    return Promise.allSettled(Array.from({ length: atOnce }, () => this.#one()));
  }

  async #one(): Promise<void> {
    const total = this.#actions.reduce((sum, [weight]) => sum + weight, 0);
    let at = this.random.below(total);
    const [, name, action] = this.#actions.find(([weight]) => (at -= weight) < 0) as [number, string, Action];
    this.log.push(name);
    await action();
  }

  async #fields(): Promise<Record<string, unknown>> {
    const random = this.random;
    const roleIds = await this.roleIds();
    this.#made += 1;
    const all: [string, unknown][] = [
      ['department', random.pick(DEPARTMENTS)],
      ['locale', random.pick(LOCALES)],
      ['timeZone', random.pick(ZONES)],
      ['title', `T${this.#made}`],
      ['displayName', `Name ${this.#made}`],
      ['email', `v${random.below(60)}@example.org`],
      ['roleIds', random.some(roleIds, 3)],
      ['phone', random.pick(['+49 30 1234', null])],
    ];
    return Object.fromEntries(random.some(all, 4));
  }

  readonly #single =
    (mutation: string, where: string, argument = 'id') =>
    () =>
      this.someone(where, ({ id }) =>
        this.ask(`mutation ($id: ID!) { answer: ${mutation}(${argument}: $id) { ${ERRORS} } }`, { id }),
      );

  async #create(): Promise<void> {
    const random = this.random;
    const fields = await this.#fields();
    const how = random.pick([{}, {}, { password: PASSWORD }, { invite: true }, { invite: true }]);
    const input = {
      displayName: `Name ${this.#made}`,
      email: `u${random.below(200)}@example.org`,
      ...fields,
      ...how,
    };
    const { invitationLink } = await this.ask(
      `mutation ($input: CreateUserInput!) { answer: createUser(input: $input) { invitationLink user { id } ${ERRORS} } }`,
      { input },
    );
    this.#keepLink(invitationLink);
  }

  #keepLink(link: string | null | undefined): void {
    if (link) this.#links.push(link.split('#')[1] ?? '');
  }

  async #update(): Promise<void> {
    const fields = await this.#fields();
    await this.someone('deleted_at is null', ({ id, version }) =>
      this.ask(`mutation ($input: UpdateUserInput!) { answer: updateUser(input: $input) { ${ERRORS} } }`, {
        input: { id, version, ...fields },
      }),
    );
  }

  async #invite(): Promise<void> {
    await this.someone("status = 'INVITED'", async ({ id }) => {
      const { link } = await this.ask(
        `mutation ($id: ID!) { answer: inviteUser(id: $id) { link ${ERRORS} } }`,
        { id },
      );
      this.#keepLink(link);
    });
  }

  async #accept(): Promise<void> {
    if (this.#links.length === 0) return;
    const input = { token: this.random.pick(this.#links), password: PASSWORD };
    await this.ask(
      `mutation ($input: AcceptInvitationInput!) { answer: acceptInvitation(input: $input) { ${ERRORS} } }`,
      { input },
    );
  }

  async #cancelInvitation(): Promise<void> {
    const rows = await this.query<{ id: string }>(
      'select i.id from invitations i join users u on u.id = user_id order by u.email, i.id',
    );
    if (rows.length === 0) return;
    await this.ask(`mutation ($id: ID!) { answer: cancelInvitation(id: $id) { ${ERRORS} } }`, {
      id: this.random.pick(rows).id,
    });
  }

  /** Time passes for a user and for an invitation. */
  async #age(): Promise<void> {
    const days = this.random.below(60);
    const moments = [
      'created_at',
      'updated_at',
      'activated_at',
      'deactivated_at',
      'last_sign_in_at',
      'deleted_at',
    ];
    const earlier = moments.map((name) => `${name} = ${name} - make_interval(days => $1)`).join();
    await this.someone('true', ({ id }) =>
      this.query(`update users set ${earlier} where id = $2`, [days, id]),
    );
    // The user is locked first, as each writer of an invitation does.
    await this.query(
      `with locked as materialized (select id from users where status = 'INVITED' and invitation_expires_at is not null
          and $1 < 20 order by email limit 1 for update)
        update invitations i set expires_at = now() - interval '1 minute' from locked
          where i.user_id = locked.id and accepted_at is null and cancelled_at is null`,
      [days],
    );
  }

  async #sweepBin(): Promise<void> {
    const orm = await MikroORM.init(ormOptions(this.apps[0].database.url));
    await binSweep(20)(orm.em.getKysely());
    await orm.close();
  }

  async #inBin(mutation: 'restoreUsers' | 'eraseUsers'): Promise<void> {
    const users = this.random.some(await this.users('deleted_at is not null or email < $$u2$$'), 6);
    const ids = users.map(({ id }) => id);
    const confirmation = mutation === 'eraseUsers' ? `, confirmation: "erase ${ids.length}"` : '';
    await this.ask(
      `mutation ($ids: [ID!]!) { answer: ${mutation}(ids: $ids${confirmation}) { ids ${ERRORS} } }`,
      { ids },
    );
  }

  async #createRole(): Promise<void> {
    const input = {
      name: `Role ${this.random.below(12)}`,
      permissions: this.random.some(['USERS_READ', 'USERS_WRITE', 'AUDIT_READ']),
    };
    await this.ask(
      `mutation ($input: CreateRoleInput!) { answer: createRole(input: $input) { ${ERRORS} } }`,
      {
        input,
      },
    );
  }

  async #changeRole(): Promise<void> {
    const roles = await this.query<{ id: string; version: number }>(
      'select id, version from roles where key is null order by name',
    );
    if (roles.length === 0) return;
    const { id, version } = this.random.pick(roles);
    if (this.random.chance(0.5)) {
      await this.ask(`mutation ($id: ID!) { answer: deleteRole(id: $id) { ${ERRORS} } }`, { id });
      return;
    }
    const input = { id, version, name: `Role ${this.random.below(12)}` };
    await this.ask(
      `mutation ($input: UpdateRoleInput!) { answer: updateRole(input: $input) { ${ERRORS} } }`,
      {
        input,
      },
    );
  }

  readonly #actions: [weight: number, name: string, Action][] = [
    [12, 'create', () => this.#create()],
    [12, 'update', () => this.#update()],
    [4, 'invite', () => this.#invite()],
    [4, 'accept', () => this.#accept()],
    [3, 'cancel invitation', () => this.#cancelInvitation()],
    [4, 'age', () => this.#age()],
    [2, 'sign in', () => this.signedIn(() => Promise.resolve())],
    [3, 'deactivate', this.#single('deactivateUser', 'deleted_at is null')],
    [3, 'reactivate', this.#single('reactivateUser', 'deactivated_at is not null')],
    [5, 'delete', this.#single('deleteUser', 'true')],
    [3, 'restore', this.#single('restoreUser', 'deleted_at is not null')],
    [3, 'restore several', () => this.#inBin('restoreUsers')],
    [3, 'erase', () => this.#inBin('eraseUsers')],
    [1, 'sweep the bin', () => this.#sweepBin()],
    [3, 'create a role', () => this.#createRole()],
    [4, 'change a role', () => this.#changeRole()],
    [2, 'add TOTP', this.addTotp],
    [1, 'remove TOTP', this.removeTotp],
    [2, 'add a passkey', this.addPasskey],
    [1, 'remove a passkey', this.removePasskey],
    [1, 'reset second factors', this.#single('resetSecondFactor', 'has_second_factor')],
    [1, 'change oneself', this.updateOwn],
    [8, 'bulk job', () => this.bulk()],
    [5, 'undo', () => this.onJob('undoBulkJob', 'finished_at is not null and undo_of is null')],
    [2, 'cancel', () => this.onJob('cancelBulkJob', 'finished_at is null')],
    [5, 'import', () => this.import()],
    [1, 'add samples', () => this.#samples('addSamplePeople')],
    [1, 'remove samples', () => this.#samples('removeSamplePeople')],
  ];

  async #samples(mutation: string): Promise<void> {
    if (!this.random.chance(0.3)) return;
    await this.ask(`mutation { answer: ${mutation} { ${ERRORS} } }`);
  }
}
