import { readdir } from 'node:fs/promises';
import { readFileSync } from 'node:fs';

/** A process and its children. PostgreSQL's children have their own sessions, so no process group contains them. */
export async function withChildren(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  return [parent, ...pids.filter((pid) => parentOf(pid) === parent)];
}

/** The second field, after the name in brackets. Undefined if it has ended meanwhile. */
function parentOf(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}
