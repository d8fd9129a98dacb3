import '../startup/older-node.js';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { withAuditOf } from '../backup/backup-audit.service.js';
import { openCommandDatabase } from '../startup/command-database.js';
import { connectionWithoutLimits, newClient } from '../database/connection.js';
import { type Env, readEnv } from '../env.js';
import { createLogger } from '../logging/logger.js';
import { message } from '../messages/messages.js';
import { reasonOf, StartupError } from '../startup/startup-error.js';
import { type AuditFault, type AuditReport, verifyAudit } from './chain/audit-verify.service.js';

/**
 * `verify-audit [--backup FILE] [HEAD]`: reads the audit trail of a backup, or of the directory that `start` would serve, and
 * changes nothing.
 */
try {
  const { values, positionals } = parseArgs({
    options: { backup: { type: 'string' } },
    allowPositionals: true,
  });
  const kept = readHead(positionals[0]);
  const env = readEnv(process.env);
  process.exitCode = tell(
    await (values.backup === undefined
      ? verifyServed(env, kept)
      : withAuditOf(values.backup, temporaryPlace(env), (url) => verify(url, kept))),
  );
} catch (error) {
  process.stderr.write(`${message('en', 'verifyAudit.failed', { reason: reasonOf(error) })}\n`);
  process.exitCode = 1;
}

async function verifyServed(env: Env, kept: string | undefined): Promise<AuditReport> {
  const database = await openCommandDatabase(env);
  try {
    return await verify(database.url, kept);
  } finally {
    await database.close();
  }
}

function temporaryPlace({ database: { url }, log }: Env) {
  return { serverUrl: url, log: createLogger(log.level, true, process.stderr.fd) };
}

async function verify(url: string, kept: string | undefined): Promise<AuditReport> {
  const client = newClient(connectionWithoutLimits(url, 'rollcall-verify-audit'));
  await client.connect();
  try {
    return await verifyAudit(client, kept);
  } finally {
    await client.end();
  }
}

function readHead(text: string | undefined): string | undefined {
  if (text === undefined || /^[0-9a-f]{64}$/i.test(text)) return text;
  throw new StartupError('verifyAudit.head');
}

/** @returns the exit code */
function tell({ fault, sealed, seals, waiting, head = '' }: AuditReport): number {
  if (fault) {
    process.stderr.write(`${message('en', 'verifyAudit.fault', { reason: reasonFor(fault), seals })}\n`);
    return 1;
  }
  process.stdout.write(
    `${message('en', 'verifyAudit.whole', { sealed, seals, waiting, head: head || '–' })}\n`,
  );
  return 0;
}

function reasonFor(fault: AuditFault): string {
  switch (fault.kind) {
    case 'missing':
      return message('en', 'verifyAudit.fault.missing', { seal: fault.seal });
    case 'count':
      return message('en', 'verifyAudit.fault.count', { ...fault });
    case 'hash':
      return message('en', 'verifyAudit.fault.hash', { ...fault });
    case 'erased':
      return message('en', 'verifyAudit.fault.erased', { entry: fault.entry });
    case 'head':
      return message('en', 'verifyAudit.fault.head');
  }
}
