import { readFileSync } from 'node:fs';
import type { Server } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';

/** For the database, the log, the console's files and what Node opens for itself. */
const RESERVED = 128;

/** Where the system allows fewer than that. */
const MIN_CONNECTIONS = 32;

/** Each takes some 8 KB. A proxy in front holds those of the browsers. */
const MAX_CONNECTIONS = 10_000;

const WARN_EVERY_MS = 60_000;

/**
 * Refuses connections before the file descriptors run out: without one, nothing can be read, written or looked at any
 * more. That connections are refused is logged once a minute.
 * @param openFiles how many descriptors the process may have
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

/** The soft limit, which Node has raised to the hard one. Linux says it; elsewhere there are enough. */
function openFilesLimit(): number {
  if (process.platform !== 'linux') return Infinity;
  const limits = readFileSync('/proc/self/limits', 'utf8');
  const soft = Number(/^Max open files +(\d+)/m.exec(limits)?.[1]);
  return Number.isNaN(soft) ? Infinity : soft;
}
