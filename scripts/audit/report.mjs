/**
 * @typedef {object} Part what one part of the audit found
 * @property {string} name
 * @property {boolean} [advice] nothing was checked, and the text is for operators of Rollcall
 * @property {string} [notDone] why it could not be checked: then it has not passed
 * @property {string[]} findings what is wrong, in sentences
 * @property {string[]} looked the checked items, as lines of Markdown
 */

/** @param {Part} part */
export const hasPassed = ({ notDone, findings }) => notDone === undefined && findings.length === 0;

/**
 * 0 if all parts passed, 1 if there are findings, 2 if there are none but a part could not be checked.
 * @param {Part[]} parts
 */
export function exitCodeOf(parts) {
  if (parts.some(({ findings }) => findings.length > 0)) return 1;
  return parts.every(hasPassed) ? 0 : 2;
}

/**
 * The report, in Markdown.
 * @param {{ date: string, version: string, commit: string, parts: Part[] }} audit
 */
export function reportOf({ date, version, commit, parts }) {
  const failed = parts.filter(({ findings }) => findings.length > 0);
  const open = parts.filter(({ notDone }) => notDone !== undefined);
  const result = [
    failed.length === 0 ? 'Nothing was found' : `Findings in: ${namesOf(failed)}`,
    ...(open.length > 0 ? [`Not looked at: ${namesOf(open)}`] : []),
  ].join('. ');
  return [
    `# Security audit of ${date}`,
    `By \`npx pnpm@12 audit-security\`, of version ${version}, commit ${commit}. **${result}.**`,
    `| part | result |\n| --- | --- |\n${parts.map((part) => `| ${part.name} | ${resultOf(part)} |`).join('\n')}`,
    ...parts.flatMap(sectionOf),
  ].join('\n\n');
}

/** @param {Part[]} parts */
const namesOf = (parts) => parts.map(({ name }) => name.toLowerCase()).join(', ');

/** @param {Part} part */
export function resultOf({ advice, notDone, findings }) {
  if (advice) return 'advice';
  if (findings.length > 0) return `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
  return notDone === undefined ? 'passed' : 'not looked at';
}

/** @param {Part} part */
function sectionOf({ name, notDone, findings, looked }) {
  return [
    `## ${name}`,
    ...(notDone === undefined ? [] : [`Not looked at: ${notDone}`]),
    ...(findings.length > 0 ? [findings.map((finding) => `- **${finding}**`).join('\n')] : []),
    ...(looked.length > 0 ? [looked.join('\n')] : []),
  ];
}
