import { signInRefusals, signIns } from '../../auth/sign-in/sign-in.figures.js';
import { finishedJobs } from '../../bulk/worker/claimed-job.row.js';
import { oldReads } from '../../database/replicas/replica.figures.js';
import { requestRefusals } from '../../errors.js';
import type { Tally } from '../../figures/tally.js';
import { mails } from '../../mail/mailer.js';
import { refusals } from '../../refusals/user-error.type.js';
import { browserErrors } from '../browser-errors/browser-errors.routes.js';

/** A counter of `/metrics`, kept by a feature. */
export interface Counted {
  name: string;
  help: string;
  /** The name of the tally's label. */
  label: string;
  tally: Pick<Tally<string>, 'entries'>;
}

/** What the features count. */
export const TALLIES: readonly Counted[] = [
  { name: 'sign_ins_total', label: 'method', tally: signIns, help: 'Sign-ins by method.' },
  {
    name: 'sign_in_refusals_total',
    label: 'reason',
    tally: signInRefusals,
    help: 'Refused sign-ins by reason.',
  },
  {
    name: 'write_refusals_total',
    label: 'code',
    tally: refusals,
    help: 'Refusals of writes by code, those of sign-ins included.',
  },
  {
    name: 'request_refusals_total',
    label: 'by',
    tally: requestRefusals,
    help: 'Requests that a guard or a missing permission refused.',
  },
  { name: 'mails_total', label: 'outcome', tally: mails, help: 'Mails by how they ended.' },
  {
    name: 'bulk_jobs_finished_total',
    label: 'state',
    tally: finishedJobs,
    help: 'Bulk jobs that this server ended, by state.',
  },
  {
    name: 'replica_reads_total',
    label: 'by',
    tally: oldReads,
    help: 'Statements that a replica may answer, by which server did.',
  },
  {
    name: 'browser_errors_total',
    label: 'outcome',
    tally: browserErrors,
    help: 'Reports of errors in browsers, by what became of them.',
  },
];
