import { StartupError } from './startup-error.js';

interface Place {
  host: string;
  port: number | undefined;
  /** The variable that sets the port. */
  variable: 'PORT' | 'METRICS_PORT';
}

/** Why a port cannot be opened, in one line; the error itself if it is not one of these. */
export function listenRefusal(error: NodeJS.ErrnoException, { host, port, variable }: Place): Error {
  const params = { host, port: String(port), variable };
  if (error.code === 'EADDRINUSE') return new StartupError('start.portTaken', params, { cause: error });
  if (error.code === 'EACCES') return new StartupError('start.portForbidden', params, { cause: error });
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new StartupError('start.hostUnknown', params, { cause: error });
  }
  return error;
}
