import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { emails, ReplicatedServers, startServerOn } from '../../testing/replication/replicated-servers.js';
import type { TestApp } from '../../testing/test-app.js';

let servers: ReplicatedServers;
beforeAll(async () => {
  servers = await ReplicatedServers.start();
});
afterAll(() => servers?.stop());

const logged = (server: TestApp, msg: string) => server.logs.filter((line) => line['msg'] === msg);

describe('a replica', () => {
  const NOT_USED = 'A replica is not used.';
  const USED_AGAIN = 'A replica is used again.';
  afterEach(() => {
    servers.one.logs.length = 0;
  });

  it('that lags too far is not used, and is used again when it has caught up', async () => {
    const strict = await startServerOn(servers.pair, 600);
    try {
      await servers.stopReplay();
      await expect.poll(() => logged(strict, NOT_USED).at(-1)).toMatchObject({ reason: 'behind' });
      const count = logged(strict, NOT_USED).length;
      await servers.insert('lag@example.org');
      for (let turn = 0; turn < 2; turn += 1) expect(await emails(strict)).toContain('lag@example.org');
      expect(await emails(servers.one)).not.toContain('lag@example.org');
      await servers.resumeReplay();
      await expect.poll(() => logged(strict, USED_AGAIN)).toHaveLength(count);
    } finally {
      await strict.close();
    }
  });

  it('that hangs is abandoned after two seconds, also by a read that waits for it', async () => {
    await servers.stopReplay();
    await servers.insert('hung@example.org');
    await servers.pair.standby.signal('SIGSTOP');
    try {
      expect(await emails(servers.one)).toContain('hung@example.org');
      await expect.poll(() => logged(servers.one, NOT_USED)).toMatchObject([{ reason: 'away' }]);
      const before = performance.now();
      expect(await emails(servers.one)).toContain('hung@example.org');
      expect(performance.now() - before).toBeLessThan(1_000);
    } finally {
      await servers.pair.standby.signal('SIGCONT');
    }
    await servers.resumeReplay();
    await expect.poll(() => logged(servers.one, USED_AGAIN)).toHaveLength(1);
    expect(logged(servers.one, NOT_USED)).toHaveLength(1);
  });

  it('that was promoted is no longer used', async () => {
    await servers.stopReplay();
    await servers.resumeReplay();
    await servers.pair.promote();
    await expect.poll(() => logged(servers.one, NOT_USED)).toMatchObject([{ reason: 'promoted' }]);
    await servers.insert('promoted@example.org');
    expect(await emails(servers.one)).toContain('promoted@example.org');
  });
});
