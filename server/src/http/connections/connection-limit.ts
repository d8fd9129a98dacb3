import { readFileSync } from 'node:fs';
import type { Server } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';

/** For the database, the log, the console's files and Node's own files. */
const RESERVED = 128;

/** The minimum, if the system allows fewer. */
const MIN_CONNECTIONS = 32;

/** Each takes some 8 KB. A proxy in front holds the browsers' connections. */
const MAX_CONNECTIONS = 10_000;

const WARN_EVERY_MS = 60_000;

/**
 * Refuses connections before the file descriptors run out: without a free one, the process cannot open any file or connection.
 * Refusals are logged once a minute.
 * @param openFiles the number of descriptors that the process may have
 */
export function limitConnections(server: Server, log: FastifyBaseLogger, openFiles = openFilesLimit()): void {
  server.maxConnections = Math.max(MIN_CONNECTIONS, Math.min(MAX_CONNECTIONS, openFiles - RESERVED));
  let warnedAt = -Infinity;
  server.on('drop', () => {
    const now = performance.now();
    if (now - warnedAt < WARN_EVERY_MS) return;
    warnedAt = now;
    log.warn({ connections: server.maxConnections }, 'Connections are refused: there are as many as may be.');
  });
}

/** The soft limit, which Node has raised to the hard one. Linux reports it; other systems have enough. */
function openFilesLimit(): number {
  if (process.platform !== 'linux') return Infinity;
  const limits = readFileSync('/proc/self/limits', 'utf8');
  const soft = Number(/^Max open files +(\d+)/m.exec(limits)?.[1]);
  return Number.isNaN(soft) ? Infinity : soft;
}
