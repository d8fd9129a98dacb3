import { once } from 'node:events';

/** Connects to a Node that was started with `--inspect=127.0.0.1:PORT`. */
export async function heapAfterCollection(port: number): Promise<number> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as {
    webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? '');
  await once(socket, 'open');
  try {
    // Twice: what the first one finalizes, the second one frees.
    await call(socket, 1, 'HeapProfiler.collectGarbage');
    await call(socket, 2, 'HeapProfiler.collectGarbage');
    const { usedSize } = await call(socket, 3, 'Runtime.getHeapUsage');
    if (usedSize === undefined) throw new Error('the inspector sent no heap size');
    return usedSize;
  } finally {
    socket.close();
  }
}

async function call(socket: WebSocket, id: number, method: string): Promise<{ usedSize?: number }> {
  const answered = new Promise<{ usedSize?: number }>((resolve, reject) => {
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as { id?: number; result?: { usedSize?: number } };
      if (message.id === id) resolve(message.result ?? {});
    };
    socket.onclose = () => reject(new Error(`the server ended during ${method}`));
  });
  socket.send(JSON.stringify({ id, method }));
  return answered;
}
