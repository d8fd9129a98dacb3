/** The changes of a release, from the subjects of its commits (CONTRIBUTING.md, "Commits"). */

/** Groups of keepachangelog.com by the first word of a subject. All other words mean "Changed". */
const GROUPS = { Added: ['Add'], Fixed: ['Fix', 'Mend', 'Repair'], Removed: ['Remove', 'Drop', 'Delete'] };

/**
 * The section of a changelog.
 * @param {{ version: string, date: string, subjects: string[] }} release `subjects` of what is new; none where it is the first
 */
export function notesOf({ version, date, subjects }) {
  const head = `## ${version}, ${date}\n`;
  if (subjects.length === 0) return `${head}\nThe first release.\n`;
  /** @type {Map<string, string[]>} */
  const groups = new Map(['Added', 'Changed', 'Fixed', 'Removed'].map((name) => [name, []]));
  for (const subject of subjects) {
    const [first] = subject.split(' ');
    const [name] = Object.entries(GROUPS).find(([, words]) => words.includes(first ?? '')) ?? ['Changed'];
    groups.get(name)?.push(`- ${subject}`);
  }
  const parts = [...groups].filter(([, lines]) => lines.length > 0);
  return [head, ...parts.map(([name, lines]) => `### ${name}\n\n${lines.join('\n')}\n`)].join('\n');
}

/**
 * The changelog with another section before the existing ones. If a section of the version without a date exists already, it
 * stays, and gets the date.
 * @param {string} changelog
 * @param {string} section
 */
export function withSection(changelog, section) {
  const [heading = ''] = section.split('\n');
  const [undated = ''] = heading.split(',');
  if (changelog.split('\n').includes(undated)) return changelog.replace(`${undated}\n`, `${heading}\n`);
  const [title = '', ...sections] = changelog.split(/^(?=## )/m);
  const parts = [title.trim(), section.trim(), ...sections.map((each) => each.trim())];
  return `${parts.join('\n\n')}\n`;
}

/**
 * The section of a version.
 * @param {string} changelog
 * @param {string} version
 */
export function sectionOf(changelog, version) {
  return changelog.split(/^(?=## )/m).find((section) => section.startsWith(`## ${version},`));
}
