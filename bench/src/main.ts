import { writeFileSync } from 'node:fs';
import { openDatabaseServer } from './database/database.js';
import { startLoad } from './load/load.js';
import { readOptions } from './options.js';
import type { Row } from './result.js';
import { measureSize } from './size.js';

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const options = readOptions(process.argv.slice(2));
const server = await openDatabaseServer(options.dataDir, process.env['BENCH_DATABASE_URL']);
const load = startLoad();
const rows: Row[] = [];
try {
  for (const plan of options.plans)
    rows.push(...(await measureSize(server, load, plan, options, (line) => console.error(line))));
} finally {
  load.stop();
  await server.stop();
}
for (const { users, job, system, samples } of rows) {
  for (const { requestsPerSecond, p50, p99, serverCpu, databaseCpu, memory } of samples)
    console.log(
      users,
      job,
      system,
      [requestsPerSecond, p50, p99, serverCpu, databaseCpu, (memory ?? 0) / 1048576].map((v) =>
        v?.toFixed(2),
      ),
    );
}
if (options.out !== undefined) writeFileSync(options.out, JSON.stringify(rows));
