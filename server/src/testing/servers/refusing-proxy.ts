import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

export interface RefusingProxy {
  /** Makes Node send every request of its own to this proxy. */
  readonly env: Readonly<Record<string, string>>;
  /** The first line of each request that arrived. */
  readonly asked: readonly string[];
  close: () => void;
}

/** A proxy that forwards nothing and records its requests. */
export async function startRefusingProxy(): Promise<RefusingProxy> {
  const asked: string[] = [];
  const proxy = createServer((socket) => {
    socket
      .on('error', () => undefined)
      .once('data', (data) => {
        asked.push(data.toString('latin1').split('\r\n', 1)[0] ?? '');
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      });
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {
    env: { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: url, HTTPS_PROXY: url, NO_PROXY: '' },
    asked,
    close: () => void proxy.close(),
  };
}
