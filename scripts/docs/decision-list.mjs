import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const HEAD = `# Decisions

Each page says what was needed, what was decided, and why.
`;

/**
 * The page that lists the decisions, by their own titles.
 * @param {string} folder
 */
export function decisionList(folder) {
  const files = readdirSync(folder).filter((file) => /^\d+-.*\.md$/.test(file));
  const lines = files.sort().map((file) => {
    const title = /^# (.*)$/m.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? file;
    return `- [${title}](${file})`;
  });
  return `${HEAD}\n${lines.join('\n')}\n`;
}
