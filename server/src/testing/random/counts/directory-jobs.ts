import { check } from '../../requests/import-requests.js';
import { DirectoryAccounts } from './directory-accounts.js';
import { DEPARTMENTS, ERRORS, LOCALES } from './directory-world.js';

const KINDS = ['DEACTIVATE', 'REACTIVATE', 'DELETE', 'RESTORE', 'END_SESSIONS', 'RESEND_INVITATION', 'ERASE'];

/** Bulk jobs and imports. */
export class DirectoryJobs extends DirectoryAccounts {
  /** A server checks few files at the same time. */
  #checked: Promise<unknown> = Promise.resolve();

  protected async bulk(): Promise<void> {
    const random = this.random;
    const [roleId] = random.some(await this.roleIds());
    const changes = [
      ...KINDS.map((kind) => ({ kind })),
      { kind: 'ADD_ROLE', roleId },
      { kind: 'REMOVE_ROLE', roleId },
      { kind: 'SET_FIELD', field: 'DEPARTMENT', value: random.pick(DEPARTMENTS) },
      { kind: 'SET_FIELD', field: 'LOCALE', value: random.pick(LOCALES) },
    ];
    const change = random.pick(changes);
    const users = random.some(await this.users(), 30).map(({ id }) => id);
    const set = random.chance(0.1)
      ? { where: { status: ['ACTIVE', 'INVITED', 'DEACTIVATED', 'DELETED'] } }
      : { ids: users };
    const expectedCount = change.kind === 'ERASE' ? users.length : null;
    await this.ask(
      `mutation ($input: StartBulkJobInput!) { answer: startBulkJob(input: $input) { job { id } ${ERRORS} } }`,
      { input: { change, ...(change.kind === 'ERASE' ? { ids: users } : set), expectedCount } },
    );
  }

  protected async onJob(mutation: 'undoBulkJob' | 'cancelBulkJob', where: string): Promise<void> {
    const jobs = await this.query<{ id: string }>(
      `select id from bulk_jobs where ${where} order by id desc limit 6`,
    );
    if (jobs.length === 0) return;
    await this.ask(`mutation ($id: ID!) { answer: ${mutation}(id: $id) { job { id } ${ERRORS} } }`, {
      id: this.random.pick(jobs).id,
    });
  }

  protected async import(): Promise<void> {
    const random = this.random;
    const rows = Array.from({ length: 1 + random.below(12) }, (_, n) => ({
      email: `${random.pick(['u', 'v', 'w'])}${random.below(60)}@example.org`,
      displayName: `Import ${n}`,
      department: random.pick(DEPARTMENTS) ?? '',
      locale: random.pick(LOCALES) ?? '',
      roles: random.pick(['', 'Viewer', 'Auditor']),
    }));
    const file = rows.map((row) => JSON.stringify(row)).join('\n');
    const checked = this.#checked
      .catch(() => undefined)
      .then(() => check(this.apps[0], file, { type: 'application/x-ndjson' }));
    this.#checked = checked;
    const { id } = await checked;
    if (random.chance(0.2)) return;
    // The other server's operator does not see the upload.
    const { data, errors } = await this.apps[0].graphql(
      `mutation ($input: ApplyUserImportInput!) { applyUserImport(input: $input) { job { id } ${ERRORS} } }`,
      { input: { id } },
    );
    this.note({ import: id }, data, errors);
  }
}
